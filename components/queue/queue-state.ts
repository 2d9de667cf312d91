import type { QueueItem, QueueMark, QueueSection, QueueView } from "@/lib/modules/queue/types-screen";
import type { CallOutcome } from "@/lib/present/queue-words";
import { zoneTime } from "@/lib/present/zone-time";

/** The queue as it is on screen: the order that was handed over holds still, rows only leave it. */
export interface QueueState {
  readonly view: QueueView;
  readonly currentId: string | null;
  /** Done with, in this sitting; undo takes one out again. */
  readonly handled: ReadonlySet<string>;
  /** Calls logged since the view was made, by lead. */
  readonly logged: ReadonlyMap<string, CallOutcome>;
  /** Leads of the best band that came since. */
  readonly fresh: readonly string[];
  /** Rows whose lead is not in the queue any more: somebody took it, or nothing is due now. */
  readonly gone: ReadonlySet<string>;
}

export type QueueAction =
  | { readonly type: "select"; readonly id: string }
  | { readonly type: "move"; readonly step: 1 | -1 }
  | { readonly type: "handle"; readonly id: string; readonly outcome: CallOutcome | null }
  | { readonly type: "restore"; readonly id: string; readonly select: boolean }
  | { readonly type: "claimed"; readonly id: string; readonly isUnclaimed: boolean }
  | { readonly type: "marks"; readonly marks: readonly QueueMark[]; readonly bestBand: string | undefined }
  | { readonly type: "replace"; readonly view: QueueView };

export function firstState(view: QueueView, currentId: string | null): QueueState {
  return {
    ...{ view, handled: new Set<string>(), logged: new Map<string, CallOutcome>() },
    ...{ fresh: [], gone: new Set<string>() },
    currentId: currentId ?? view.sections[0]?.rows[0]?.id ?? null,
  };
}

const allRows = (view: QueueView): readonly QueueItem[] => view.sections.flatMap(({ rows }) => rows);

/** What is left to do, in order. */
export function openRows({ view, handled }: Pick<QueueState, "view" | "handled">): readonly QueueItem[] {
  return allRows(view).filter(({ id }) => !handled.has(id));
}

/** The row to go on with when this one leaves: the next that is still there, else the one before. */
function successor(state: QueueState, id: string): string | null {
  const rows = allRows(state.view);
  const at = rows.findIndex((row) => row.id === id);
  const stays = (row: QueueItem) => row.id !== id && !state.handled.has(row.id) && !state.gone.has(row.id);
  return (rows.slice(at + 1).find(stays) ?? rows.slice(0, Math.max(0, at)).findLast(stays))?.id ?? null;
}

export function queueReducer(state: QueueState, action: QueueAction): QueueState {
  switch (action.type) {
    case "select":
      return action.id === state.currentId ? state : { ...state, currentId: action.id };
    case "move": {
      const rows = openRows(state);
      const at = rows.findIndex(({ id }) => id === state.currentId);
      const next = at < 0 ? rows[0] : rows[at + action.step];
      return next ? { ...state, currentId: next.id } : state;
    }
    case "handle": {
      const handled = new Set(state.handled).add(action.id);
      const logged = action.outcome ? new Map(state.logged).set(action.id, action.outcome) : state.logged;
      const currentId = state.currentId === action.id ? successor(state, action.id) : state.currentId;
      return { ...state, handled, logged, currentId };
    }
    case "restore": {
      const handled = new Set(state.handled);
      handled.delete(action.id);
      const logged = new Map(state.logged);
      logged.delete(action.id);
      return { ...state, handled, logged, currentId: action.select ? action.id : state.currentId };
    }
    case "claimed":
      return { ...state, view: withRow(state.view, action.id, { isUnclaimed: action.isUnclaimed }) };
    case "marks":
      return marked(state, action.marks, action.bestBand);
    case "replace": {
      const kept = allRows(action.view).some(({ id }) => id === state.currentId);
      const fresh = firstState(action.view, kept ? state.currentId : null);
      // What was logged is in the view's own counts by now.
      return { ...fresh, logged: new Map() };
    }
  }
}

function withRow(view: QueueView, id: string, change: Partial<QueueItem>): QueueView {
  const sections = view.sections.map(
    (section): QueueSection => ({
      ...section,
      rows: section.rows.map((row) => (row.id === id ? { ...row, ...change } : row)),
    }),
  );
  return { ...view, sections };
}

/** Rows that are cut from a section are in the marks all the same, and no news. */
function marked(state: QueueState, marks: readonly QueueMark[], bestBand: string | undefined): QueueState {
  const held = new Set(allRows(state.view).map(({ id }) => id));
  const cut = state.view.sections.some(
    (section) => section.key === bestBand && section.count > section.rows.length,
  );
  const here = new Set(marks.map(({ id }) => id));
  const fresh = cut
    ? []
    : marks
        .filter(({ id, band, kind }) => kind === "respond" && band === bestBand && !held.has(id))
        .filter(({ id }) => !state.handled.has(id))
        .map(({ id }) => id);
  const gone = new Set([...held].filter((id) => !here.has(id) && !state.handled.has(id)));
  const same =
    fresh.length === state.fresh.length &&
    fresh.every((id, index) => id === state.fresh[index]) &&
    gone.size === state.gone.size &&
    [...gone].every((id) => state.gone.has(id));
  return same ? state : { ...state, fresh, gone };
}

export interface DayFigures {
  readonly left: number;
  readonly overdue: number;
  readonly minutes: number;
  readonly called: number;
  readonly connected: number;
  readonly meetings: number;
}

/** The head of the list, as it stands at `now`. */
export function dayFigures(state: QueueState, now: number, timeZone: string): DayFigures {
  const { day } = state.view;
  const today = zoneTime(now, timeZone).dayNumber;
  const isToday = ({ due }: QueueItem) => zoneTime(due.at, timeZone).dayNumber <= today;
  const rows = allRows(state.view);
  const done = rows.filter(({ id }) => state.handled.has(id) || state.gone.has(id));
  const left = Math.max(0, day.today - done.filter(isToday).length);
  const late = (list: readonly QueueItem[], at: number) => list.filter(({ due }) => due.at < at).length;
  // Those that a cut section hides were late when the view was made.
  const hidden = Math.max(0, day.overdue - late(rows, state.view.at));
  const outcomes = [...state.logged.values()];
  const count = (outcome: CallOutcome) => outcomes.filter((logged) => logged === outcome).length;
  return {
    left,
    overdue: Math.max(0, late(rows, now) - late(done, now)) + hidden,
    minutes: left * day.minutesPerCall,
    called: day.called + outcomes.length,
    connected: day.connected + count("connected"),
    meetings: day.meetings + count("meeting_booked"),
  };
}

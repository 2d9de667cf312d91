import { formatCount, formatDayTime, formatTime, listOf, type TimeContext } from "./format.ts";
import { firstName } from "./override-words.ts";
import { zoneTime } from "./zone-time.ts";

/** What an override will bring about, said before it is sent. */

export interface DueText {
  /** Epoch ms; null: nothing is due. */
  readonly dueAt: number | null;
  readonly dueKind: "respond" | "follow_up" | null;
}

export interface SetConsequence {
  /** The lead's; null where nobody has told it. */
  readonly name: string | null;
  readonly owner: { readonly name: string; readonly isAsker: boolean } | null;
  /** The effective band it would be in. */
  readonly band: string;
  readonly moves: boolean;
  /** Entering this band is announced, to the owner or to everybody who takes leads. */
  readonly isAnnounced: boolean;
  /** Routing gives a lead that nobody owns to somebody at once. */
  readonly isRouted: boolean;
  readonly before: DueText;
  readonly after: DueText;
}

export interface ConsequenceText {
  readonly lead: string;
  readonly rest: string;
}

/** "Ingrid moves to Hot now." "Tomás Ferreira is told and has until 10:16 to call." */
export function setConsequence(wish: SetConsequence, context: TimeContext): ConsequenceText {
  const { name, band, moves, before, after } = wish;
  const lead = name === null ? "This lead" : firstName(name);
  const isNew = after.dueKind === "respond" && after.dueAt !== null && after.dueAt !== before.dueAt;
  const by = isNew && after.dueAt !== null ? byWords(after.dueAt, context) : null;
  const stops = before.dueKind === "respond" && after.dueAt === null;
  return {
    lead: moves ? `${lead} moves to ${band} now.` : `${lead} stays in ${band}.`,
    rest: !moves
      ? runsOn(after, context)
      : by !== null
        ? called(wish, by)
        : stops
          ? "The clock to call stops."
          : runsOn(after, context),
  };
}

function called({ owner, isAnnounced, isRouted }: SetConsequence, by: string): string {
  if (owner?.isAsker) return `You have until ${by} to call.`;
  if (owner) return `${owner.name} ${isAnnounced ? "is told and has" : "has"} until ${by} to call.`;
  if (isRouted) return `Nobody owns it yet: routing gives it to somebody, who has until ${by} to call.`;
  const told = isAnnounced ? "everybody who takes leads is told, and " : "";
  return `Nobody owns it yet: ${told}whoever takes it has until ${by} to call.`;
}

function runsOn({ dueAt, dueKind }: DueText, context: TimeContext): string {
  if (dueAt === null || dueKind !== "respond") return "No clock starts.";
  const by = byWords(dueAt, context);
  return dueAt < context.now
    ? `The call was due by ${by} and stays due.`
    : `The clock to call by ${by} runs on.`;
}

/** "10:16", "tomorrow 10:16", "Mon 23 Nov, 10:16" */
function byWords(at: number, context: TimeContext): string {
  const days = zoneTime(at, context.timeZone).dayNumber - zoneTime(context.now, context.timeZone).dayNumber;
  const time = formatTime(at, context.timeZone);
  return days === 0 ? time : days === 1 ? `tomorrow ${time}` : formatDayTime(at, context);
}

/** "Ruth Adeyemi and Jonas Weber are asked." and how they answered before. */
export function askedConsequence(
  asked: readonly { readonly name: string }[],
  habit: { readonly count: number; readonly approved: number; readonly averageMinutes: number } | null,
  due: DueText,
  context: TimeContext,
): ConsequenceText {
  const names = asked.map(({ name }) => name);
  const shown = names.length > 4 ? [...names.slice(0, 3), formatCount(names.length - 3, "other")] : names;
  const clock = due.dueKind === "respond" && due.dueAt !== null ? runsOn(due, context) : null;
  const before = habit
    ? `The last ${habit.count} requests were answered in ${spanOf(habit.averageMinutes)} on average; ${
        habit.approved === habit.count ? "all were approved" : `${habit.approved} were approved`
      }.`
    : null;
  return {
    lead:
      shown.length === 0
        ? "Nobody here can approve it yet."
        : `${listOf(shown)} ${shown.length === 1 ? "is" : "are"} asked.`,
    rest: [before, clock].filter(Boolean).join(" "),
  };
}

function spanOf(minutes: number): string {
  if (minutes < 90) return formatCount(Math.max(1, Math.round(minutes)), "minute");
  if (minutes < 36 * 60) return formatCount(Math.round(minutes / 60), "hour");
  return formatCount(Math.round(minutes / (24 * 60)), "day");
}

import type { PredictionMoment } from "@/lib/core/outcomes/types";

export type MomentKind =
  | "created"
  | "day"
  | "hours"
  | "first_session_end"
  | "behaviour"
  | "calendar"
  | "as_imported";

/** A moment as a form holds it: what belongs to other kinds is kept while one looks at them. */
export interface MomentChoice {
  readonly kind: MomentKind;
  readonly hours: number;
  readonly types: readonly string[];
  readonly count: number;
  /** yyyy-mm-dd */
  readonly date: string;
}

/** The form's choice for a moment. `eventTypes`: what a behaviour is first offered with. */
export function choiceOf(moment: PredictionMoment, eventTypes: readonly string[]): MomentChoice {
  const empty = { hours: 24, types: eventTypes.slice(0, 1), count: 1, date: "" };
  switch (moment.kind) {
    case "created_plus": {
      const kind = moment.hours === 0 ? "created" : moment.hours === 24 ? "day" : "hours";
      return { ...empty, kind, hours: kind === "hours" ? moment.hours : 24 };
    }
    case "behaviour":
      return { ...empty, ...moment };
    case "calendar":
      return { ...empty, kind: "calendar", date: new Date(moment.at).toISOString().slice(0, 10) };
    default:
      return { ...empty, kind: moment.kind };
  }
}

/** Null while what was typed is no moment. */
export function momentOf({ kind, hours, types, count, date }: MomentChoice): PredictionMoment | null {
  switch (kind) {
    case "created":
      return { kind: "created_plus", hours: 0 };
    case "day":
      return { kind: "created_plus", hours: 24 };
    case "hours":
      return Number.isFinite(hours) && hours >= 0 && hours <= 2160 ? { kind: "created_plus", hours } : null;
    case "first_session_end":
      return { kind: "first_session_end" };
    case "behaviour":
      return types.length > 0 && Number.isInteger(count) && count >= 1
        ? { kind: "behaviour", types, count }
        : null;
    case "calendar": {
      const at = Date.parse(`${date}T00:00:00Z`);
      return Number.isFinite(at) ? { kind: "calendar", at } : null;
    }
    case "as_imported":
      return { kind: "as_imported" };
  }
}

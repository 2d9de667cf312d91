/** removed: a person took it off the list. */
export type LeaveReason = "replied" | "answered" | "band_changed" | "closed" | "removed";

/** Why a lead is no longer to be nurtured, the most telling reason first; null: it still is. */
export function leaveReason(enrolled: {
  readonly isOpen: boolean;
  /** The band it was enrolled in, and the one it is in. */
  readonly band: string;
  readonly nowIn: string | null;
  /** Type of the event by which the lead answered. */
  readonly reply: string | null;
}): LeaveReason | null {
  if (enrolled.reply !== null) return enrolled.reply === "call_logged" ? "answered" : "replied";
  if (!enrolled.isOpen) return "closed";
  return enrolled.nowIn === enrolled.band ? null : "band_changed";
}

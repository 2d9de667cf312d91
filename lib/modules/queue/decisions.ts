import { can } from "@/lib/platform/auth/roles";
import type { LockedLead } from "./lead-state";
import type { Actor, Deed, RefusalCode } from "./types";

/** Whether this person may do this to this lead now; the code of why not, else null. */
export function refusalOf(
  actor: Actor,
  lead: LockedLead | undefined,
  deed: Deed,
  now: Date,
): RefusalCode | null {
  if (!lead) return "gone";
  if (!lead.isOpen && deed.kind !== "note") return "closed";
  const { ownerId } = lead.state;
  const isMine = ownerId === actor.userId;
  if (deed.kind === "claim" && isMine) return "unchanged";
  // Everybody who works on leads may leave a note on any.
  if (deed.kind === "note") return null;
  if (ownerId !== null && !isMine && !can(actor.role, "leads.assign")) return "taken";
  if (deed.kind === "claim" && ownerId !== null) return "taken";
  if (deed.kind === "assign" && deed.toUserId === ownerId) return "unchanged";
  if (deed.kind === "snooze" && deed.until <= now.getTime()) return "past";
  return null;
}

/** Whose the lead is once this is done: who works on an unclaimed lead has claimed it. */
export function ownerAfter(actor: Actor, lead: LockedLead, deed: Deed): string | null {
  if (deed.kind === "assign") return deed.toUserId;
  if (deed.kind === "note" || deed.kind === "snooze" || deed.kind === "disqualify") return lead.state.ownerId;
  return lead.state.ownerId ?? actor.userId;
}

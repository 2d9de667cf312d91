import { can, type Role } from "@/lib/platform/auth/roles";

/** Whether a person may take a lead off the list: their own and unclaimed ones, and any where they assign leads. */
export function mayRemove(
  actor: { readonly userId: string; readonly role: Role },
  lead: { readonly ownerId: string | null },
): boolean {
  if (!can(actor.role, "leads.work")) return false;
  return lead.ownerId === null || lead.ownerId === actor.userId || can(actor.role, "leads.assign");
}

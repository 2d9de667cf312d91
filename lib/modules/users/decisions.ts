import type { Role } from "@/lib/platform/auth/roles";
import { type Refusal, refuse } from "./types";

/** What one wants to do to a membership. */
export type MembershipChange =
  | { readonly kind: "role"; readonly role: Role }
  | { readonly kind: "deactivate"; readonly at: Date }
  | { readonly kind: "reactivate" };

export interface MembershipFacts {
  readonly actorId: string;
  /** The active admins of the workspace, read under a lock. */
  readonly adminIds: readonly string[];
  /** null when the person does not belong to the workspace. */
  readonly target: { readonly userId: string; readonly role: Role; readonly active: boolean } | null;
}

/**
 * Why a change of a membership is refused; null when it may happen. Nobody changes their own, and one active admin
 * always remains.
 */
export function changeRefusal(
  { actorId, adminIds, target }: MembershipFacts,
  change: MembershipChange,
): Refusal | null {
  if (!adminIds.includes(actorId))
    return refuse("forbidden", "You are no longer an admin of this workspace. Nothing was changed.");
  if (!target) return refuse("not_found", "This person is not in your workspace.");
  if (target.userId === actorId) {
    return change.kind === "role"
      ? refuse("own_role", "You cannot change your own role. Ask another admin.")
      : refuse("own_membership", "You cannot deactivate yourself. Ask another admin.");
  }
  const losesAdmin = change.kind === "deactivate" || (change.kind === "role" && change.role !== "admin");
  if (losesAdmin && adminIds.length === 1 && adminIds[0] === target.userId) {
    return refuse("last_admin", "This is the last admin. Make somebody else an admin first.");
  }
  return null;
}

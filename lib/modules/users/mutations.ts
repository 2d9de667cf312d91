import { writeAudit } from "@/lib/platform/audit";
import { normaliseEmail } from "@/lib/platform/auth/authenticate";
import { hashPassword } from "@/lib/platform/auth/passwords";
import type { Role } from "@/lib/platform/auth/roles";
import { globalDb, type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { changeRefusal, type MembershipChange } from "./decisions";
import { type Result, refuse } from "./types";

/** Who does it, in which workspace; a Member is one. */
export interface Actor {
  readonly userId: string;
  readonly tenantId: string;
}

export interface EnsureUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly tenantId: string;
  readonly role: Role;
}

/**
 * For the seed and the command line: the person exists and belongs to the workspace with this role. Somebody who
 * exists already keeps name and password. @returns whether a user was made
 */
export async function ensureUser(wish: EnsureUser): Promise<{ userId: string; created: boolean }> {
  const email = normaliseEmail(wish.email);
  const existing = await globalDb().user.findUnique({ where: { email }, select: { id: true } });
  const passwordHash = existing ? null : await hashPassword(wish.password);
  return withTenant(wish.tenantId, async (tx) => {
    const userId = existing?.id ?? newId();
    if (!existing)
      await tx.user.create({ data: { id: userId, email, name: wish.name.trim(), passwordHash } });
    const key = { tenantId: wish.tenantId, userId };
    const before = await tx.membership.findUnique({ where: { tenantId_userId: key } });
    if (before?.role !== wish.role || before.deactivatedAt !== null) {
      await putMembership(tx, key, wish.role);
      await writeAudit(tx, {
        tenantId: wish.tenantId,
        actorId: null,
        action: before ? "membership.restored" : "membership.created",
        subjectType: "user",
        subjectId: userId,
        details: { role: wish.role },
      });
    }
    return { userId, created: !existing };
  });
}

/** The membership exists, is active and has this role. */
export async function putMembership(
  tx: TenantTx,
  key: { tenantId: string; userId: string },
  role: Role,
): Promise<void> {
  await tx.membership.upsert({
    where: { tenantId_userId: key },
    create: { ...key, role },
    update: { role, deactivatedAt: null },
  });
}

/** In force with the next request of that person. */
export function changeRole(actor: Actor, wish: { userId: string; role: Role }): Promise<Result> {
  return changeMembership(actor, wish.userId, { kind: "role", role: wish.role });
}

/** From the next request on they see nothing of the workspace; what they did stays. */
export function deactivateMembership(actor: Actor, userId: string, now: Date): Promise<Result> {
  return changeMembership(actor, userId, { kind: "deactivate", at: now });
}

export function reactivateMembership(actor: Actor, userId: string): Promise<Result> {
  return changeMembership(actor, userId, { kind: "reactivate" });
}

async function changeMembership(actor: Actor, userId: string, change: MembershipChange): Promise<Result> {
  const { tenantId } = actor;
  return withTenant(tenantId, async (tx) => {
    // Locked, so that two admins who remove each other at once leave one of them.
    const admins = await tx.$queryRaw<{ user_id: string }[]>`
      SELECT user_id FROM memberships
       WHERE tenant_id = ${tenantId}::uuid AND role = 'admin' AND deactivated_at IS NULL
       ORDER BY user_id FOR UPDATE`;
    const row = await tx.membership.findUnique({ where: { tenantId_userId: { tenantId, userId } } });
    const target = row && { userId, role: row.role as Role, active: row.deactivatedAt === null };
    const refusal = changeRefusal(
      { actorId: actor.userId, adminIds: admins.map((admin) => admin.user_id), target },
      change,
    );
    if (refusal || !target) return refusal ?? refuse("not_found", "This person is not in your workspace.");
    const step = stepFor(target, change);
    if (!step) return { ok: true };
    await tx.membership.update({ where: { tenantId_userId: { tenantId, userId } }, data: step.data });
    await writeAudit(tx, {
      tenantId,
      actorId: actor.userId,
      action: step.action,
      subjectType: "user",
      subjectId: userId,
      details: step.details,
    });
    return { ok: true };
  });
}

/** What is written and noted; null when it is so already. */
function stepFor(target: { role: Role; active: boolean }, change: MembershipChange) {
  if (change.kind === "role") {
    if (target.role === change.role) return null;
    const details = { from: target.role, to: change.role };
    return { data: { role: change.role }, action: "membership.role_changed", details };
  }
  if (change.kind === "deactivate") {
    return target.active
      ? { data: { deactivatedAt: change.at }, action: "membership.deactivated", details: {} }
      : null;
  }
  return target.active
    ? null
    : { data: { deactivatedAt: null }, action: "membership.reactivated", details: {} };
}

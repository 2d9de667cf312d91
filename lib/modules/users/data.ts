import { membershipsOf } from "@/lib/platform/auth/membership";
import { isRole, type Role } from "@/lib/platform/auth/roles";
import { globalDb, type TenantTx } from "@/lib/platform/db/client";
import { hashToken } from "./tokens";
import type { InvitationRow, PersonRow } from "./types";

/** Everybody who belongs or belonged to the workspace: active ones first, then by name. */
export async function getPeople(tx: TenantTx, tenantId: string): Promise<PersonRow[]> {
  const [memberships, requests] = await Promise.all([
    tx.membership.findMany({
      where: { tenantId },
      select: {
        userId: true,
        role: true,
        deactivatedAt: true,
        user: { select: { name: true, email: true, lastSignInAt: true } },
      },
    }),
    tx.auditEntry.groupBy({
      by: ["subjectId"],
      where: {
        tenantId,
        subjectType: "user",
        action: { in: ["user.reset_requested", "user.reset_link_created"] },
      },
      _max: { createdAt: true },
    }),
  ]);
  const requested = await openRequests(tx, tenantId, requests);
  return memberships
    .map((row) => ({
      userId: row.userId,
      name: row.user.name,
      email: row.user.email,
      role: row.role as Role,
      active: row.deactivatedAt === null,
      lastSignInAt: row.user.lastSignInAt,
      resetRequestedAt: stillOpen(requested.get(row.userId), row.user.lastSignInAt),
    }))
    .toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name, "en"));
}

/** Names by id, in one question; people who are gone are left out. */
export async function namesOfUsers(
  tx: TenantTx,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const people = await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

type Latest = { subjectId: string | null; _max: { createdAt: Date | null } };

/** Of the latest entries about passwords, those that are a request: a link made later answers it. */
async function openRequests(
  tx: TenantTx,
  tenantId: string,
  latest: readonly Latest[],
): Promise<Map<string, Date>> {
  const moments = latest.flatMap((row) =>
    row.subjectId && row._max.createdAt ? [{ subjectId: row.subjectId, createdAt: row._max.createdAt }] : [],
  );
  if (moments.length === 0) return new Map();
  const rows = await tx.auditEntry.findMany({
    where: { tenantId, subjectType: "user", action: "user.reset_requested", OR: moments },
    select: { subjectId: true, createdAt: true },
  });
  return new Map(rows.map((row) => [row.subjectId ?? "", row.createdAt]));
}

function stillOpen(requestedAt: Date | undefined, lastSignInAt: Date | null): Date | null {
  if (!requestedAt) return null;
  return lastSignInAt && lastSignInAt > requestedAt ? null : requestedAt;
}

/** Invitations that nobody has accepted or taken back, newest first. */
export async function getInvitations(tx: TenantTx, tenantId: string, now: Date): Promise<InvitationRow[]> {
  const rows = await tx.invitation.findMany({
    where: { tenantId, acceptedAt: null, revokedAt: null },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  const inviters = await tx.user.findMany({
    where: { id: { in: rows.map((row) => row.invitedBy) } },
    select: { id: true, name: true },
  });
  const names = new Map(inviters.map((user) => [user.id, user.name]));
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role as Role,
    expiresAt: row.expiresAt,
    expired: row.expiresAt <= now,
    invitedBy: names.get(row.invitedBy) ?? null,
  }));
}

export interface InvitationByToken {
  readonly tenantId: string;
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly workspace: string;
  readonly state: "open" | "expired" | "revoked" | "accepted";
}

/** The invitation that a link stands for, whatever workspace it is of; null for a link we never made. */
export async function invitationByToken(token: string, now: Date): Promise<InvitationByToken | null> {
  const [row] = await globalDb().$queryRaw<
    {
      tenant_id: string;
      id: string;
      email: string;
      name: string | null;
      role: string;
      expires_at: Date;
      accepted_at: Date | null;
      revoked_at: Date | null;
      tenant_name: string;
    }[]
  >`SELECT * FROM app_invitation_by_token(${hashToken(token)})`;
  if (!row || !isRole(row.role)) return null;
  const state = row.accepted_at
    ? "accepted"
    : row.revoked_at
      ? "revoked"
      : row.expires_at <= now
        ? "expired"
        : "open";
  return {
    tenantId: row.tenant_id,
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    workspace: row.tenant_name,
    state,
  };
}

export async function userByEmail(
  email: string,
): Promise<{ id: string; email: string; name: string; hasPassword: boolean } | null> {
  const user = await globalDb().user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, email: true, name: true, passwordHash: true },
  });
  return user
    ? { id: user.id, email: user.email, name: user.name, hasPassword: user.passwordHash !== null }
    : null;
}

/** The first workspace, by name, that a person is active in. */
export async function firstWorkspaceOf(userId: string): Promise<string | null> {
  return (await membershipsOf(userId)).find((membership) => membership.active)?.tenantId ?? null;
}

export async function anyUserExists(): Promise<boolean> {
  return (await globalDb().user.findFirst({ select: { id: true } })) !== null;
}

import { globalDb } from "../db/client";
import { isRole, type Role } from "./roles";
import type { SessionClaims } from "./session";

/** Somebody who belongs to a workspace now, as the database says at this moment. */
export interface Member {
  readonly userId: string;
  readonly tenantId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly tenantName: string;
  readonly tenantSlug: string;
  /** IANA zone of the workspace. */
  readonly timeZone: string;
}

interface Row {
  name: string;
  email: string;
  role: string;
  tenant_name: string;
  tenant_slug: string;
  time_zone: string;
}

/** Whom a session stands for; null when its password has changed since, or the membership is gone or deactivated. */
export async function findMember({ userId, sessionEpoch, tenantId }: SessionClaims): Promise<Member | null> {
  const [row] = await globalDb().$queryRaw<Row[]>`
    SELECT u.name, u.email, m.role, m.tenant_name, m.tenant_slug, m.time_zone
      FROM users u, app_memberships_of_user(u.id) m
     WHERE u.id = ${userId}::uuid AND u.session_epoch = ${sessionEpoch}
       AND m.tenant_id = ${tenantId}::uuid AND m.deactivated_at IS NULL`;
  if (!row || !isRole(row.role)) return null;
  return {
    userId,
    tenantId,
    role: row.role,
    name: row.name,
    email: row.email,
    tenantName: row.tenant_name,
    tenantSlug: row.tenant_slug,
    timeZone: row.time_zone,
  };
}

export interface MembershipOfUser {
  readonly tenantId: string;
  readonly role: Role;
  readonly active: boolean;
  readonly tenantName: string;
  readonly tenantSlug: string;
}

/** Every workspace a person belongs or belonged to, by name. */
export async function membershipsOf(userId: string): Promise<MembershipOfUser[]> {
  const rows = await globalDb().$queryRaw<
    { tenant_id: string; role: Role; deactivated_at: Date | null; tenant_name: string; tenant_slug: string }[]
  >`SELECT tenant_id, role, deactivated_at, tenant_name, tenant_slug FROM app_memberships_of_user(${userId}::uuid)`;
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    role: row.role,
    active: row.deactivated_at === null,
    tenantName: row.tenant_name,
    tenantSlug: row.tenant_slug,
  }));
}

import type { Role } from "@/lib/platform/auth/roles";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

let serial = 0;

/** A bare workspace: enough for everything but scoring. */
export async function testTenant(name = "Fjordline"): Promise<string> {
  const id = newId();
  serial += 1;
  await globalDb().tenant.create({ data: { id, slug: `${name.toLowerCase()}-${serial}`, name } });
  return id;
}

export interface TestMember {
  readonly userId: string;
  readonly tenantId: string;
  readonly email: string;
}

/** Somebody with a role; no password unless a hash is given. */
export async function testMember(
  tenantId: string,
  role: Role,
  passwordHash: string | null = null,
): Promise<TestMember> {
  const userId = newId();
  serial += 1;
  const email = `${role}-${serial}@fjordline.example`;
  await globalDb().user.create({ data: { id: userId, email, name: `Test ${role} ${serial}`, passwordHash } });
  await joinTenant(userId, tenantId, role);
  return { userId, tenantId, email };
}

export async function joinTenant(userId: string, tenantId: string, role: Role): Promise<void> {
  await withTenant(tenantId, (tx) => tx.membership.create({ data: { tenantId, userId, role } }));
}

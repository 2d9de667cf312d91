import type { Role } from "@/lib/platform/auth/roles";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

/** Somebody with a role in a bench's workspace; made once. @returns their id */
export async function benchMember(
  tenantId: string,
  { email, role }: { readonly email: string; readonly role: Role },
): Promise<string> {
  const user =
    (await globalDb().user.findUnique({ where: { email } })) ??
    (await globalDb().user.create({ data: { id: newId(), email, name: `Bench ${role}` } }));
  await withTenant(tenantId, async (tx) => {
    const has = await tx.membership.count({ where: { tenantId, userId: user.id } });
    if (has === 0) await tx.membership.create({ data: { tenantId, userId: user.id, role } });
  });
  return user.id;
}

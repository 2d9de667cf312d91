import { createKey } from "@/lib/modules/keys/mutations";
import type { Scope } from "@/lib/modules/keys/types";
import { withTenant } from "@/lib/platform/db/client";

/** A key of the tenant with these scopes, or its public write key. */
export async function testKey(tenantId: string, scopes: readonly Scope[] | "write_key"): Promise<string> {
  const shared = { name: "Test", limitPerMinute: 1_000_000 };
  const { made } = await withTenant(tenantId, (tx) =>
    createKey(
      tx,
      tenantId,
      scopes === "write_key"
        ? { ...shared, kind: "write_key" }
        : { ...shared, kind: "secret", scopes: [...scopes], expiresAt: null },
      { actorId: null, now: new Date() },
    ),
  );
  return made.text;
}

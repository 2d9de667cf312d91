"use server";
import { memberForAction } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { pageOf } from "./loaders-ledger";
import { decodeLedgerCursor, moreSchema } from "./query-ledger";
import { type OverrideRefusal, refused } from "./types";
import type { LedgerPage } from "./types-ledger";

/** The entries after those already on the page. */
export async function moreOverridesAction(
  input: unknown,
): Promise<{ readonly ok: true; readonly page: LedgerPage } | OverrideRefusal> {
  const asked = await memberForAction("overrides.read");
  if (!asked.ok) return asked;
  const parsed = moreSchema.safeParse(input);
  if (!parsed.success || decodeLedgerCursor(parsed.data.after) === null)
    return refused("invalid", "The list cannot go on from here. Load the page again.");
  const { query, after } = parsed.data;
  const { member } = asked;
  return { ok: true, page: await withTenant(member.tenantId, (tx) => pageOf(tx, member, query, after)) };
}

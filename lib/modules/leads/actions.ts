"use server";
import { memberForAction } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { preferIndexes } from "./data";
import { getSources } from "./data-context";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };

/** The sources in use, for the filter; asked when it opens, not with every page. */
export async function listSourcesAction(): Promise<
  { readonly ok: true; readonly sources: readonly { value: string; count: number }[] } | Refused
> {
  const asked = await memberForAction("leads.read");
  if (!asked.ok) return asked;
  const { tenantId } = asked.member;
  const sources = await withTenant(tenantId, async (tx) => {
    await preferIndexes(tx);
    return getSources(tx, tenantId);
  });
  return { ok: true, sources };
}

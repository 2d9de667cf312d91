import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { getBacktest, withNames } from "./data";
import type { BacktestAnswer } from "./types";

const MOST_NAMED = 200;

/** How far a run is and what came of it, for the route that pages ask. */
export async function loadBacktest(
  id: string,
): Promise<
  | { readonly ok: true; readonly data: BacktestAnswer }
  | { readonly ok: false; readonly code: string; readonly message: string }
> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const gone = { ok: false, code: "not_found", message: "This backtest is not here any more." } as const;
  if (!z.uuid().safeParse(id).success) return gone;
  const { tenantId } = asked.member;
  return withTenant(tenantId, async (tx) => {
    const run = await getBacktest(tx, tenantId, id);
    if (!run) return gone;
    const flips = await withNames(tx, tenantId, (run.result?.flips?.leads ?? []).slice(0, MOST_NAMED));
    return { ok: true, data: { run, flips } };
  });
}

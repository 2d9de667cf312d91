import { causeRef } from "@/lib/core/scoring/causes";
import { activeScorer } from "@/lib/modules/scoring/data";
import { rescoreAll, rescoreLeads } from "@/lib/modules/scoring/rescore";
import { now as wallClock } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { ImportResult } from "./types";

const CHUNK = 1_000;

interface Scoring {
  /** "all" where the rules changed, or too many leads to name. */
  readonly leadIds: readonly string[] | "all";
  readonly fileName: string;
  readonly onProgress: (scored: number, toScore: number) => Promise<void>;
}

/** Scores what the import touched and counts who moved between bands. */
export async function scoreImported(
  tenantId: string,
  { leadIds, fileName, onProgress }: Scoring,
): Promise<Pick<ImportResult, "scored" | "moves">> {
  const moment = wallClock();
  const cause = causeRef("imported", { file: fileName });
  const moves = new Map<string, { from: string | null; to: string; leads: number }>();
  const count = (moved: readonly { from: string | null; to: string }[]) => {
    for (const { from, to } of moved) {
      const key = `${from ?? ""}>${to}`;
      const known = moves.get(key);
      if (known) known.leads += 1;
      else moves.set(key, { from, to, leads: 1 });
    }
  };
  let scored = 0;
  if (leadIds === "all") {
    const outcome = await rescoreAll(tenantId, { moment, cause, onProgress });
    scored = outcome.scored;
    count(outcome.moved);
  } else {
    const scorer = await withTenant(tenantId, activeScorer);
    for (let from = 0; from < leadIds.length; from += CHUNK) {
      const ids = leadIds.slice(from, from + CHUNK);
      const outcome = await withTenant(
        tenantId,
        (tx) => rescoreLeads(tx, tenantId, ids, { moment, cause, scorer }),
        { timeoutMs: 60_000 },
      );
      scored += outcome.scored;
      count(outcome.moved);
      await onProgress(scored, leadIds.length);
    }
  }
  return { scored, moves: [...moves.values()].sort((a, b) => b.leads - a.leads) };
}

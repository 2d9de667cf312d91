import { causeRef } from "@/lib/core/scoring/causes";
import { type ActiveScorer, activeScorer } from "@/lib/modules/scoring/data";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { now as wallClock } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { ImportResult } from "./types";

const CHUNK = 1_000;
/** One chunk is computed here while the database writes the other. */
const IN_FLIGHT = 2;

interface Scoring {
  /** "all" where the rules changed, or too many leads to name. */
  readonly leadIds: readonly string[] | "all";
  readonly fileName: string;
  readonly onProgress: (scored: number, toScore: number) => Promise<void>;
}

/** Scores what the import touched and counts who moved between bands; chunks that are done stay done. */
export async function scoreImported(
  tenantId: string,
  { leadIds, fileName, onProgress }: Scoring,
): Promise<Pick<ImportResult, "scored" | "moves">> {
  const moment = wallClock();
  const cause = causeRef("imported", { file: fileName });
  const moves = new Map<string, { from: string | null; to: string; leads: number }>();
  const scorer: ActiveScorer = await withTenant(tenantId, activeScorer);
  const toScore = leadIds === "all" ? await withTenant(tenantId, (tx) => tx.lead.count()) : leadIds.length;
  let scored = 0;

  const score = async (ids: readonly string[]) => {
    const outcome = await withTenant(
      tenantId,
      (tx) => rescoreLeads(tx, tenantId, ids, { moment, cause, scorer }),
      { timeoutMs: 120_000 },
    );
    scored += outcome.scored;
    for (const { from, to } of outcome.moved) {
      const key = `${from ?? ""}>${to}`;
      const known = moves.get(key);
      if (known) known.leads += 1;
      else moves.set(key, { from, to, leads: 1 });
    }
  };

  let failure: { readonly error: unknown } | null = null;
  const running = new Set<Promise<void>>();
  for await (const ids of leadIds === "all" ? allLeads(tenantId) : slices(leadIds)) {
    const work: Promise<void> = score(ids)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => running.delete(work));
    running.add(work);
    if (running.size >= IN_FLIGHT) await Promise.race(running);
    if (failure) break;
    await onProgress(scored, toScore).catch((error: unknown) => {
      failure ??= { error };
    });
    if (failure) break;
  }
  // Whatever ended the loop, nothing may go on writing behind it.
  await Promise.all(running);
  if (failure) throw (failure as { error: unknown }).error;
  return { scored, moves: [...moves.values()].sort((a, b) => b.leads - a.leads) };
}

function* slices(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += CHUNK) yield ids.slice(from, from + CHUNK);
}

async function* allLeads(tenantId: string): AsyncGenerator<readonly string[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const from = after;
    const rows = await withTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM leads WHERE tenant_id = ${tenantId}::uuid AND id > ${from}::uuid ORDER BY id LIMIT ${CHUNK}`,
    );
    const last = rows.at(-1)?.id;
    if (last === undefined) return;
    after = last;
    yield rows.map(({ id }) => id);
  }
}

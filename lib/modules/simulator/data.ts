import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { knownEvents } from "@/lib/core/signals/known-history";
import type { HistoryEvent, LeadHistory } from "@/lib/core/signals/types";
import { servedScorer } from "@/lib/core/simulation/served-scorer";
import { type Shape, shapeOf } from "@/lib/core/simulation/shapes";
import { modelWordsOf } from "@/lib/modules/models/observed";
import type { ActiveScorer } from "@/lib/modules/scoring/data";
import { sampleLeads } from "@/lib/modules/scoring/sample";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import type { ObservedTable, ScorerChoice } from "./types";

/** Every published version, the one in use first, then the newest. */
export async function listScorers(tx: TenantTx, tenantId: string): Promise<ScorerChoice[]> {
  const rows = await tx.$queryRaw<{ id: string; version: string; kind: string; active: boolean }[]>`
    SELECT v.id, v.version, v.kind, v.id = w.active_scorer_id AS active
      FROM (SELECT id, version, 'rules' AS kind, published_at FROM rule_sets
             WHERE tenant_id = ${tenantId}::uuid AND published_at IS NOT NULL
            UNION ALL
            SELECT id, version, kind, published_at FROM models
             WHERE tenant_id = ${tenantId}::uuid AND published_at IS NOT NULL AND version IS NOT NULL) v,
           workspace_settings w
     WHERE w.tenant_id = ${tenantId}::uuid
     ORDER BY active DESC, v.published_at DESC, v.id LIMIT 200`;
  return rows.map(({ id, version, kind, active }) => ({
    id,
    version,
    kind: kind as ScorerChoice["kind"],
    isActive: active,
  }));
}

/** Names what is served: the version's own hash, its bands and how its signals are measured. */
export function servedKey({ hash, bandSet, definitions }: ActiveScorer): string {
  return sha256Hex(canonicalJson({ hash, bandSet, definitions })).slice(0, 32);
}

/** What the browser scores with, as the text that is sent. */
export const servedText = ({ scorer, definitions }: ActiveScorer): string =>
  JSON.stringify(servedScorer(scorer, definitions));

export interface Shapes {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly sampled: number;
}

const MOST_SAMPLED = 800;
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 24;
const kept = new Map<string, { readonly until: number; readonly found: Shapes }>();

/** How the open leads are spread over each signal; measured again after ten minutes. */
export async function shapesOf(
  tx: TenantTx,
  tenantId: string,
  active: ActiveScorer,
  now: Date,
): Promise<Shapes> {
  const key = `${tenantId} ${servedKey(active)}`;
  const before = kept.get(key);
  if (before && before.until > now.getTime() && before.found.sampled > 0) return before.found;
  const { leads } = await sampleLeads(tx, tenantId, { compiled: active.compiled, now, most: MOST_SAMPLED });
  const found: Shapes = {
    sampled: leads.length,
    shapes: Object.fromEntries(
      active.definitions.map((definition) => [
        definition.key,
        shapeOf(
          definition,
          leads.map(({ vector }) => vector.values[definition.key] ?? null),
        ),
      ]),
    ),
  };
  kept.delete(key);
  kept.set(key, { until: now.getTime() + KEPT_MS, found });
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return found;
}

/** What became of test leads of each score, as the lead's page says it; null for rules. */
export async function observedTable(
  tx: TenantTx,
  tenantId: string,
  scorerId: string,
): Promise<ObservedTable | null> {
  const steps: ObservedTable["steps"][number][] = [];
  let outcome: ObservedTable["outcome"] | null = null;
  let last: string | null = null;
  for (let tenth = 0; tenth <= 1_000; tenth += 1) {
    const score = { scorerId, probability: tenth / 1_000, unrounded: tenth / 10 };
    const words = await modelWordsOf(tx, tenantId, score);
    if (words === null) return null;
    outcome = words.outcome;
    const text = JSON.stringify(words.observed);
    if (text !== last) steps.push({ from: tenth, observed: words.observed });
    last = text;
  }
  return outcome === null ? null : { outcome, steps };
}

/**
 * A history as the simulator takes it along: what counts as of the moment and nothing else. It gives the same signals,
 * at that moment and for as long as nothing more happens.
 */
export function portableHistory(history: LeadHistory, moment: number): LeadHistory {
  const undated = history.events.filter(
    (event) => event.type === "attributes_set" && event.properties.always_known === true && !event.flagged,
  );
  const known = knownEvents(history, moment);
  const counted = new Set<HistoryEvent>([...undated, ...known]);
  const events = [...counted].map(({ type, occurredAt, properties }) => ({ type, occurredAt, properties }));
  return { createdAt: history.createdAt, visitors: [], events };
}

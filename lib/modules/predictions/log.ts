import type { CompactVector } from "@/lib/core/scoring/vector-json";
import type { SignalValue } from "@/lib/core/signals/types";
import { type QuickDatabase, quickDatabase } from "@/lib/platform/db/quick";
import { grouped } from "@/lib/platform/grouped";
import { sha256Hex } from "@/lib/platform/hash";
import type { Prediction, PredictionLog } from "./types";

const WRITE = "SELECT log_predictions($1::uuid, $2::json)";
const MAKE_MONTH = "SELECT ensure_month_partitions($1::timestamptz, $1::timestamptz)";

/** The same person in the same workspace has the same hash; in another workspace it is another. */
export const hashedEmail = (tenantId: string, email: string): string =>
  sha256Hex(`${tenantId}:${email.trim().toLowerCase()}`);

/**
 * Writes predictions before they are answered: what waits while a statement is under way goes in the next, one
 * statement a tenant. Resolves when PostgreSQL has the row, so that nothing this process answered dies with it.
 */
export function openPredictionLog(database: () => QuickDatabase = quickDatabase): PredictionLog {
  /** Months that have their partition. */
  const months = new Set<string>();

  async function makeMonth(at: Date): Promise<void> {
    const month = at.toISOString().slice(0, 7);
    if (months.has(month)) return;
    await database().query("month_partitions", MAKE_MONTH, [at]);
    months.add(month);
  }

  return grouped<Prediction, void>(
    async (predictions) => {
      const byTenant = new Map<string, string[]>();
      for (const prediction of predictions) {
        await makeMonth(prediction.createdAt);
        const rows = byTenant.get(prediction.tenantId);
        if (rows) rows.push(rowText(prediction));
        else byTenant.set(prediction.tenantId, [rowText(prediction)]);
      }
      await Promise.all(
        [...byTenant].map(([tenantId, rows]) =>
          database().query("log_predictions", WRITE, [tenantId, `[${rows.join(",")}]`]),
        ),
      );
      return predictions.map(() => undefined);
    },
    { lanes: 2 },
  );
}

function rowText(prediction: Prediction): string {
  return JSON.stringify({
    created_at: prediction.createdAt,
    id: prediction.id,
    key_id: prediction.keyId,
    source: prediction.source,
    scorer_id: prediction.scorerId,
    scorer_version: prediction.scorerVersion,
    scorer_hash: prediction.scorerHash,
    email_hash: prediction.emailHash,
    moment: new Date(prediction.inputs.m),
    total: prediction.total,
    unrounded: prediction.unrounded,
    margin: prediction.margin,
    probability: prediction.probability,
    band: prediction.band,
    inputs: prediction.inputs,
    latency_us: prediction.latencyUs,
  });
}

/**
 * A vector without what could name a person: a category is a tenant's own text, and a column of addresses may have been
 * made a signal. Such a text is kept as its hash, so that scoring it again gives another value than scoring it then
 * only where a scorer knows that very address.
 */
export function withoutAddresses(vector: CompactVector): CompactVector {
  let changed: Record<string, SignalValue> | null = null;
  for (const key in vector.v) {
    const value = vector.v[key];
    if (typeof value !== "string" || !value.includes("@")) continue;
    changed ??= { ...vector.v };
    changed[key] = `sha256:${sha256Hex(value)}`;
  }
  return changed ? { ...vector, v: changed } : vector;
}

import { defaultsOf } from "@/lib/core/scoring/vector-json";
import type { SignalDefinition, SignalValue, SignalVector } from "@/lib/core/signals/types";
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
  const makeMonth = monthMaker(database);
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

/** Sees to it that a month has its partition, and remembers it. */
export function monthMaker(database: () => QuickDatabase): (at: Date) => Promise<void> | undefined {
  const made = new Set<string>();
  return (at) => {
    const month = at.toISOString().slice(0, 7);
    if (made.has(month)) return undefined;
    return database()
      .query("month_partitions", MAKE_MONTH, [at])
      .then(() => void made.add(month));
  };
}

/** The row as JSON, written as text: it is made thousands of times a second, of parts without anything to escape. */
export function rowText(row: Prediction): string {
  return `{"created_at":"${row.createdAt.toISOString()}","id":"${row.id}","key_id":${quoted(row.keyId)},"source":"${row.source}","scorer_id":"${row.scorerId}","scorer_version":${JSON.stringify(row.scorerVersion)},"scorer_hash":"${row.scorerHash}","email_hash":${quoted(row.emailHash)},"moment":"${new Date(row.moment).toISOString()}","total":${row.total},"unrounded":${row.unrounded},"margin":${row.margin},"probability":${row.probability},"band":${JSON.stringify(row.band)},"inputs":${row.inputs},"latency_us":${row.latencyUs}}`;
}

const quoted = (value: string | null): string => (value === null ? "null" : `"${value}"`);

interface Key {
  readonly key: string;
  /** `"pricing_views_7d":` */
  readonly text: string;
  readonly ordinary: SignalValue;
}

const keysByDefinitions = new WeakMap<readonly SignalDefinition[], readonly Key[]>();

function keysOf(definitions: readonly SignalDefinition[]): readonly Key[] {
  const known = keysByDefinitions.get(definitions);
  if (known) return known;
  const made = [...defaultsOf(definitions)].map(([key, ordinary]) => ({
    ...{ key, ordinary },
    text: `${JSON.stringify(key)}:`,
  }));
  keysByDefinitions.set(definitions, made);
  return made;
}

/**
 * The JSON of `compactVector`, without what could name a person: a category is a tenant's own text, and a column of
 * addresses may have been made a signal. A text with an address in it is kept as its hash, so that scoring it again
 * differs only where a scorer knows that very address.
 */
export function inputsText(
  { moment, values, ages }: SignalVector,
  definitions: readonly SignalDefinition[],
): string {
  let kept = "";
  for (const { key, text, ordinary } of keysOf(definitions)) {
    const value = values[key];
    if (value === undefined || Object.is(value, ordinary)) continue;
    if (kept !== "") kept += ",";
    kept += typeof value === "string" ? text + JSON.stringify(withoutAddress(value)) : text + String(value);
  }
  return `{"m":${moment},"v":{${kept}},"a":${JSON.stringify(ages)}}`;
}

const withoutAddress = (text: string): string => (text.includes("@") ? `sha256:${sha256Hex(text)}` : text);

import { defaultsOf } from "@/lib/core/scoring/vector-json";
import type { SignalDefinition, SignalValue, SignalVector } from "@/lib/core/signals/types";
import { type QuickDatabase, quickDatabase } from "@/lib/platform/db/quick";
import { grouped } from "@/lib/platform/grouped";
import { sha256Hex } from "@/lib/platform/hash";
import type { Prediction, PredictionLog } from "./types";

const WRITE = "SELECT log_predictions($1::uuid, $2::text)";
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
        const lines = byTenant.get(prediction.tenantId);
        if (lines) lines.push(lineOf(prediction));
        else byTenant.set(prediction.tenantId, [lineOf(prediction)]);
      }
      await Promise.all(
        [...byTenant].map(([tenantId, lines]) =>
          database().query("log_predictions", WRITE, [tenantId, lines.join(BETWEEN_LINES)]),
        ),
      );
      return predictions.map(() => undefined);
    },
    { lanes: 2 },
  );
}

/** Sees to it that a month has its partition, and remembers it: undefined where there is nothing to wait for. */
export function monthMaker(database: () => QuickDatabase): (at: Date) => Promise<void> | undefined {
  const made = new Set<number>();
  return (at) => {
    const month = at.getUTCFullYear() * 12 + at.getUTCMonth();
    if (made.has(month)) return undefined;
    return database()
      .query("month_partitions", MAKE_MONTH, [at])
      .then(() => void made.add(month));
  };
}

/** Stands between two lines of what `log_predictions` is given, and between two fields of a line. */
export const BETWEEN_LINES = "\u001E";
const BETWEEN = "\u001F";

/** The prediction as a line: it is made thousands of times a second, of parts that hold neither of the two. */
export function lineOf(row: Prediction): string {
  const asked = `${row.createdAt.getTime()}${BETWEEN}${row.id}${BETWEEN}${row.keyId ?? ""}${BETWEEN}${row.source}`;
  const scorer = `${row.scorerId}${BETWEEN}${plain(row.scorerVersion)}${BETWEEN}${row.scorerHash}`;
  const found = `${row.total}${BETWEEN}${row.unrounded}${BETWEEN}${row.margin ?? ""}${BETWEEN}${row.probability ?? ""}`;
  return `${asked}${BETWEEN}${scorer}${BETWEEN}${row.emailHash ?? ""}${BETWEEN}${row.moment}${BETWEEN}${found}${BETWEEN}${plain(row.band)}${BETWEEN}${row.latencyUs}${BETWEEN}${row.inputs}`;
}

/** Names that people gave: a line must not end where one of them says so. */
function plain(name: string): string {
  return name.includes(BETWEEN) || name.includes(BETWEEN_LINES)
    ? name.replaceAll(BETWEEN, " ").replaceAll(BETWEEN_LINES, " ")
    : name;
}

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

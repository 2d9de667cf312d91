import type { Caller, Spending } from "@/lib/modules/keys/gate";
import { now as wallClock } from "@/lib/platform/clock";
import { type QuickDatabase, quickDatabase } from "@/lib/platform/db/quick";
import { grouped } from "@/lib/platform/grouped";
import { BETWEEN_LINES, lineOf, monthMaker } from "./log";
import type { Prediction } from "./types";

/** Counts a request against its key's limit and writes what it was answered; only what is `ok` may be answered. */
export type ScoreLedger = (caller: Caller, prediction: Prediction) => Promise<Spending>;

const ANSWER = "SELECT answer_scores($1::uuid, $2::uuid, $3, $4::int, $5::timestamptz, $6::text) AS granted";

interface Entry {
  readonly caller: Caller;
  readonly prediction: Prediction;
}

/**
 * The limit and the log in one round trip, for what is asked thousands of times a second: requests that wait at the
 * same moment go together, one statement a key. Within it the limit is as exact as in `KeyGate.spend`.
 */
export function openScoreLedger(
  database: () => QuickDatabase = quickDatabase,
  clock: () => Date = wallClock,
): ScoreLedger {
  const makeMonth = monthMaker(database);

  async function answer(moment: Date, entries: readonly Entry[]): Promise<number | null> {
    const { tenantId, keyId, keyHash } = entries[0]!.caller;
    let lines = "";
    for (const { prediction } of entries) {
      const making = makeMonth(prediction.createdAt);
      if (making) await making;
      lines += lines === "" ? lineOf(prediction) : BETWEEN_LINES + lineOf(prediction);
    }
    const values = [tenantId, keyId, keyHash, entries.length, moment, lines];
    const [row] = await database().query<{ granted: number | null }>("answer_scores", ANSWER, values);
    return row?.granted ?? null;
  }

  const enter = grouped<Entry, Spending | { readonly failed: unknown }>(async (entries) => {
    const moment = clock();
    const resetSeconds = 60 - (Math.floor(moment.getTime() / 1_000) % 60);
    const byKey = new Map<string, Entry[]>();
    for (const entry of entries) {
      const own = byKey.get(entry.caller.keyHash);
      if (own) own.push(entry);
      else byKey.set(entry.caller.keyHash, [entry]);
    }
    const results = new Map<Entry, Spending | { readonly failed: unknown }>();
    // What goes wrong for one key is no other key's matter.
    await Promise.all(
      [...byKey.values()].map(async (own) => {
        const granted = await answer(moment, own).catch((failed: unknown) => ({ failed }));
        for (const [at, entry] of own.entries()) {
          const limit = entry.caller.limitPerMinute;
          if (granted === null) results.set(entry, { ok: false, reason: "gone" });
          else if (typeof granted === "object") results.set(entry, granted);
          else if (at < granted) results.set(entry, { ok: true, limit, resetSeconds });
          else results.set(entry, { ok: false, reason: "limit", limit, resetSeconds });
        }
      }),
    );
    return entries.map((entry) => results.get(entry)!);
  });

  return async (caller, prediction) => {
    const result = await enter({ caller, prediction });
    if ("failed" in result) throw result.failed;
    return result;
  };
}

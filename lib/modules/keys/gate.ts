import { now as wallClock } from "@/lib/platform/clock";
import { type QuickDatabase, quickDatabase } from "@/lib/platform/db/quick";
import { grouped } from "@/lib/platform/grouped";
import { sha256Hex } from "@/lib/platform/hash";
import { KEY_PATTERN } from "./secret";
import type { KeyKind, Scope } from "./types";

/** Who makes a request of the machine API. */
export interface Caller {
  readonly tenantId: string;
  readonly keyId: string;
  readonly keyName: string;
  /** sha256 of the key that was sent: during a rotation a key has two. */
  readonly keyHash: string;
  readonly kind: KeyKind;
  readonly scopes: ReadonlySet<Scope>;
  readonly limitPerMinute: number;
  /** IANA name of the workspace's zone: reasons name days in it. */
  readonly timeZone: string;
}

export type Spending =
  | { readonly ok: true; readonly limit: number; readonly resetSeconds: number }
  /** Above the limit until the minute is over. */
  | { readonly ok: false; readonly reason: "limit"; readonly limit: number; readonly resetSeconds: number }
  /** Revoked, rotated or expired meanwhile. */
  | { readonly ok: false; readonly reason: "gone" };

export interface KeyGate {
  /** Whose key this is; null where it is none, or does not work any more. */
  find(key: string): Promise<Caller | null>;
  /** Counts one request. What waits at the same moment goes in one statement; over all processes exactly the limit passes. */
  spend(caller: Caller): Promise<Spending>;
  /** What another statement counted and found. */
  note(caller: Caller, spending: Spending): void;
  /** Whether this key was above its limit already in this minute, as far as this process knows. */
  isExhausted(caller: Caller): boolean;
}

interface Found {
  readonly caller: Caller | null;
  readonly until: number;
}

/** A tenant's zone or a key's name may be this old. Whether a key works is asked again with every request, in `spend`. */
const KEPT_MS = 2_000;
/** Made-up keys must not fill the memory. */
const MOST_KEPT = 10_000;

const FIND = `SELECT tenant_id, id, name, kind, scopes, limit_per_minute, time_zone FROM app_api_key_by_hash($1, $2)`;
const SPEND = `SELECT spend_api_requests($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::timestamptz) AS granted`;

interface KeyRecord {
  tenant_id: string;
  id: string;
  name: string;
  kind: KeyKind;
  scopes: Scope[];
  limit_per_minute: number;
  time_zone: string;
}

/**
 * Knows keys and counts their requests. One a process: what it remembers saves the look-up, and is never what lets a
 * key in, because `spend` reads the key's row with each group of requests.
 */
export function openKeyGate(
  database: () => QuickDatabase = quickDatabase,
  clock: () => Date = wallClock,
): KeyGate {
  const kept = new Map<string, Found | Promise<Found>>();

  async function lookUp(key: string): Promise<Found> {
    const moment = clock();
    const hash = sha256Hex(key);
    const [row] = await database().query<KeyRecord>("api_key_find", FIND, [hash, moment]);
    return { caller: row ? callerOf(row, hash) : null, until: moment.getTime() + KEPT_MS };
  }

  async function found(key: string): Promise<Found> {
    const known = kept.get(key);
    if (known && (known instanceof Promise || known.until > clock().getTime())) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    // Whoever asks meanwhile waits for the same look-up.
    const asking = lookUp(key);
    kept.set(key, asking);
    try {
      const answer = await asking;
      kept.set(key, answer);
      return answer;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  }

  const spendGroup = grouped<Caller, Spending>(async (callers) => {
    const moment = clock();
    const resetSeconds = 60 - (Math.floor(moment.getTime() / 1_000) % 60);
    const byHash = new Map<string, { caller: Caller; count: number }>();
    for (const caller of callers) {
      const one = byHash.get(caller.keyHash);
      if (one) one.count += 1;
      else byHash.set(caller.keyHash, { caller, count: 1 });
    }
    const asked = [...byHash.values()].sort((a, b) => (a.caller.keyId < b.caller.keyId ? -1 : 1));
    const [row] = await database().query<{ granted: (number | null)[] }>("api_key_spend", SPEND, [
      asked.map(({ caller }) => caller.tenantId),
      asked.map(({ caller }) => caller.keyId),
      asked.map(({ caller }) => caller.keyHash),
      asked.map(({ count }) => count),
      moment,
    ]);
    const left = new Map(asked.map(({ caller }, at) => [caller.keyHash, row?.granted[at] ?? null]));
    return callers.map(({ keyHash: hash, limitPerMinute: limit }): Spending => {
      const granted = left.get(hash) ?? null;
      if (granted === null) return { ok: false, reason: "gone" };
      if (granted === 0) return { ok: false, reason: "limit", limit, resetSeconds };
      left.set(hash, granted - 1);
      return { ok: true, limit, resetSeconds };
    });
  });

  /** The minute in which a key was refused last, by hash. */
  const exhausted = new Map<string, number>();

  function note({ keyHash }: Caller, spending: Spending): void {
    if (spending.ok) return;
    if (spending.reason === "gone") {
      for (const [key, found] of kept)
        if (!(found instanceof Promise) && found.caller?.keyHash === keyHash) kept.delete(key);
    } else {
      if (exhausted.size >= MOST_KEPT) exhausted.clear();
      exhausted.set(keyHash, minuteOf(clock()));
    }
  }

  return {
    // A key that cannot be one costs no look-up.
    find: async (key) => (KEY_PATTERN.test(key) ? (await found(key)).caller : null),
    spend: async (caller) => {
      const spending = await spendGroup(caller);
      note(caller, spending);
      return spending;
    },
    note,
    isExhausted: ({ keyHash }) => exhausted.get(keyHash) === minuteOf(clock()),
  };
}

const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);

function callerOf(row: KeyRecord, keyHash: string): Caller {
  return {
    keyHash,
    tenantId: row.tenant_id,
    keyId: row.id,
    keyName: row.name,
    kind: row.kind,
    scopes: new Set(row.scopes),
    limitPerMinute: row.limit_per_minute,
    timeZone: row.time_zone,
  };
}

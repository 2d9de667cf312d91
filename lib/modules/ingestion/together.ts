import { withTenant } from "@/lib/platform/db/client";
import { receiveEvents } from "./receive";
import type { EventRecord, IngestEventsResult } from "./types";

/** A commit costs more than a hundred rows: requests that wait for one go together into the next. */
const MOST_TOGETHER = 4_000;
/** More than this waits only when the database cannot keep up: then it is better to say so than to hold it all. */
const MOST_WAITING = 40_000;
const TIMEOUT_MS = 60_000;

interface Request {
  readonly records: readonly EventRecord[];
  readonly resolve: (results: IngestEventsResult["events"]) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  readonly waiting: Request[];
  waitingRecords: number;
  isRunning: boolean;
}

/** The database cannot keep up: the same again in a few seconds. Nothing of the request was stored. */
export class TooManyWaiting extends Error {
  constructor() {
    super("too many events are waiting to be stored");
  }
}

const lanes = new Map<string, Lane>();

/**
 * Stores what came with one request, in one transaction with what other requests of the tenant brought meanwhile.
 * Resolves when all of it is committed, with a result a record; a request that cannot be stored fails alone.
 *
 * @throws TooManyWaiting
 */
export function receiveTogether(
  tenantId: string,
  records: readonly EventRecord[],
  clock: () => Date,
): Promise<IngestEventsResult["events"]> {
  if (records.length === 0) return Promise.resolve([]);
  const lane = lanes.get(tenantId) ?? { waiting: [], waitingRecords: 0, isRunning: false };
  lanes.set(tenantId, lane);
  if (lane.waitingRecords + records.length > MOST_WAITING) return Promise.reject(new TooManyWaiting());
  return new Promise((resolve, reject) => {
    lane.waiting.push({ records, resolve, reject });
    lane.waitingRecords += records.length;
    if (!lane.isRunning) void run(tenantId, lane, clock);
  });
}

async function run(tenantId: string, lane: Lane, clock: () => Date): Promise<void> {
  lane.isRunning = true;
  while (lane.waiting.length > 0) {
    const taken = takeSome(lane);
    try {
      await storeAll(tenantId, taken, clock());
    } catch (error) {
      if (taken.length === 1) taken[0]!.reject(error);
      else for (const request of taken) await storeAll(tenantId, [request], clock()).catch(request.reject);
    }
  }
  lane.isRunning = false;
  lanes.delete(tenantId);
}

function takeSome(lane: Lane): Request[] {
  let records = 0;
  let count = 0;
  for (const request of lane.waiting) {
    if (count > 0 && records + request.records.length > MOST_TOGETHER) break;
    records += request.records.length;
    count += 1;
  }
  lane.waitingRecords -= records;
  return lane.waiting.splice(0, count);
}

async function storeAll(tenantId: string, requests: readonly Request[], now: Date): Promise<void> {
  const records = requests.flatMap((request) => request.records);
  const { events } = await withTenant(tenantId, (tx) => receiveEvents(tx, tenantId, records, { now }), {
    timeoutMs: TIMEOUT_MS,
  });
  let from = 0;
  for (const request of requests) {
    request.resolve(events.slice(from, from + request.records.length));
    from += request.records.length;
  }
}

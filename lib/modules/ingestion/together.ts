import { isDatabaseAway } from "@/lib/platform/db/away";
import { withTenant } from "@/lib/platform/db/client";
import { grouped } from "@/lib/platform/grouped";
import { log } from "@/lib/platform/log";
import { countWaiting } from "./load";
import { statisticsKeeper } from "./maintenance";
import { receiveEvents } from "./receive";
import type { EventRecord, IngestEventsResult } from "./types";

/** More in one transaction gains nothing, and keeps others waiting. */
const MOST_RECORDS = 4_000;
/** More than this waits only when the database cannot keep up: then it is better to say so than to hold it all. */
const MOST_WAITING = 40_000;
const TIMEOUT_MS = 60_000;

type Results = IngestEventsResult["events"];
type Answer = { readonly events: Results } | { readonly error: unknown };

/** The database cannot keep up: the same again in a few seconds. Nothing of the request was stored. */
export class TooManyWaiting extends Error {
  constructor() {
    super("too many events are waiting to be stored");
  }
}

interface Lane {
  waiting: number;
  /** Keeps the planner from taking a workspace that has just begun to send for an empty one. */
  readonly noteStored: (rows: number) => Promise<void>;
  readonly store: (request: readonly EventRecord[]) => Promise<Answer>;
}

const lanes = new Map<string, Lane>();

/**
 * Stores what came with one request, in one transaction with what other requests of the tenant brought meanwhile: a
 * commit costs more than a hundred rows. Resolves when all of it is committed, with a result a record; a request that
 * cannot be stored fails alone.
 *
 * @throws TooManyWaiting
 */
export async function receiveTogether(
  tenantId: string,
  records: readonly EventRecord[],
  clock: () => Date,
): Promise<Results> {
  if (records.length === 0) return [];
  const lane = lanes.get(tenantId) ?? newLane(tenantId, clock);
  lanes.set(tenantId, lane);
  if (lane.waiting + records.length > MOST_WAITING) throw new TooManyWaiting();
  lane.waiting += records.length;
  const done = countWaiting(records.length);
  try {
    const answer = await lane.store(records);
    if ("error" in answer) throw answer.error;
    // Nobody waits for it; where it fails, the server's own upkeep comes a minute later.
    lane.noteStored(records.length).catch((error) => {
      if (!isDatabaseAway(error)) log.error("statistics of events", error, { tenantId });
    });
    return answer.events;
  } finally {
    lane.waiting -= records.length;
    done();
  }
}

function newLane(tenantId: string, clock: () => Date): Lane {
  const store = grouped<readonly EventRecord[], Answer>(async (requests) => {
    const answers: Answer[] = [];
    for (const some of chunks(requests)) answers.push(...(await storeSome(tenantId, some, clock)));
    return answers;
  });
  return { waiting: 0, store, noteStored: statisticsKeeper(["events", "visitors"]) };
}

function chunks(requests: readonly (readonly EventRecord[])[]): (readonly EventRecord[])[][] {
  const all: (readonly EventRecord[])[][] = [];
  let size = MOST_RECORDS;
  for (const request of requests) {
    if (size + request.length > MOST_RECORDS) {
      all.push([]);
      size = 0;
    }
    all.at(-1)!.push(request);
    size += request.length;
  }
  return all;
}

async function storeSome(
  tenantId: string,
  requests: readonly (readonly EventRecord[])[],
  clock: () => Date,
): Promise<Answer[]> {
  const now = clock();
  try {
    const { events } = await withTenant(
      tenantId,
      (tx) => receiveEvents(tx, tenantId, requests.flat(), { now }),
      {
        timeoutMs: TIMEOUT_MS,
      },
    );
    let from = 0;
    return requests.map(({ length }) => {
      from += length;
      return { events: events.slice(from - length, from) };
    });
  } catch (error) {
    if (requests.length === 1) return [{ error }];
    const answers: Answer[] = [];
    for (const request of requests) answers.push(...(await storeSome(tenantId, [request], clock)));
    return answers;
  }
}

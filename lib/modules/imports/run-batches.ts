import { EVENT_TYPES } from "@/lib/core/signals/events";
import { definitionsForEventType } from "@/lib/core/signals/own-signals";
import { ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { statisticsKeeper } from "@/lib/modules/ingestion/maintenance";
import { qualityFlags } from "@/lib/modules/ingestion/quality";
import type { EventRecord, IngestLeadsResult, LeadRecord } from "@/lib/modules/ingestion/types";
import { now as wallClock } from "@/lib/platform/clock";
import type { CsvRow } from "@/lib/platform/csv/splitter";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { getKnownLeads, getOwners } from "./data";
import { eventRowReader, type ReadEvent } from "./event-rows";
import type { ImportRun } from "./import-run";
import { leadRowReader } from "./lead-rows";
import { keepRejections, registerSignals } from "./mutations";
import { ownDefinitions } from "./own-columns";
import { isBlankRow, type RowProblem, rowProblem, UNKNOWN_LEAD } from "./row-problems";
import type { RunTally } from "./tally";
import type { EventsPlan, LeadsPlan, SignalReport } from "./types";

export interface BatchWriter {
  /** Writes rows in transactions of a bounded size; `written` hears of the leads that are new or changed. */
  take(rows: readonly CsvRow[], written: (leadIds: readonly string[]) => Promise<void>): Promise<void>;
  /** Waits for the last batches. @returns the signals that the file brought, where the plan does not tell */
  finish(): Promise<readonly SignalReport[]>;
  /** After an error or a stop: nothing goes on writing behind it. */
  settle(): Promise<void>;
  /** Whether scores of leads outside the file can change too. */
  readonly definesSignals: boolean;
}

/** Cells a transaction: a wide file goes in smaller batches. */
const BATCH_CELLS = 60_000;
const MAX_BATCH_ROWS = 2_500;
/** One batch is read and folded here while the database writes the other. */
const IN_FLIGHT = 2;
const MOST_REJECTIONS = 100_000;
const TIMEOUT = { timeoutMs: 120_000 };

export async function leadWriter(run: ImportRun, plan: LeadsPlan, tally: RunTally): Promise<BatchWriter> {
  const { tenantId, profile } = run;
  const now = wallClock();
  const definitions = ownDefinitions(profile.columns, plan);
  const owners = await withTenant(tenantId, async (tx) => {
    await registerSignals(tx, tenantId, definitions, now);
    return getOwners(tx);
  });
  const read = leadRowReader({ columns: profile.columns, plan, now, owners });
  const wrote = statisticsKeeper();
  const size = Math.max(100, Math.min(MAX_BATCH_ROWS, Math.floor(BATCH_CELLS / profile.columns.length)));

  const inFlight: LeadBatch[] = [];

  const write = ({ records, problems }: Pick<LeadBatch, "records" | "problems">) =>
    withTenant(
      tenantId,
      async (tx) => {
        await keepSome(tx, run, problems, tally);
        const options = { knownFrom: "always", source: run.fileName, now } as const;
        return (await ingestLeads(tx, tenantId, records, options)).leads;
      },
      TIMEOUT,
    );
  const takeOldest = async () => {
    const [batch] = inFlight;
    if (!batch) return;
    const leads = await batch.done;
    inFlight.shift();
    await wrote(batch.records.length);
    for (const problem of batch.problems) tally.reject(problem);
    batch.records.forEach((record, index) => {
      tally.accept(leads[index]?.change ?? "unchanged");
      tally.look(record, qualityFlags(record.fields));
    });
    await batch.written(leads.flatMap(({ leadId, change }) => (change === "unchanged" ? [] : [leadId])));
  };

  return {
    definesSignals: false,
    settle: async () => {
      await Promise.allSettled(inFlight.map(({ done }) => done));
    },
    finish: async () => {
      while (inFlight.length > 0) await takeOldest();
      return [];
    },
    take: async (rows, written) => {
      for (let from = 0; from < rows.length; from += size) {
        const records: LeadRecord[] = [];
        const problems: RowProblem[] = [];
        for (const row of rows.slice(from, from + size)) {
          if (!row.problem && isBlankRow(row)) continue;
          const result = read(row);
          if ("problem" in result) problems.push(result.problem);
          else records.push(result.record);
        }
        const emails = new Set(
          records.flatMap(({ fields: { email } }) => (typeof email === "string" ? [email] : [])),
        );
        // Ids are unique in the file, addresses need not be: batches that share one must see each other's leads.
        while (inFlight.length >= IN_FLIGHT || inFlight.some((batch) => shareOne(batch.emails, emails)))
          await takeOldest();
        const done = write({ records, problems });
        // Awaited in its turn; until then a failure must not count as unheard.
        done.catch(() => {});
        inFlight.push({ records, problems, emails, done, written });
      }
    },
  };
}

interface LeadBatch {
  readonly records: readonly LeadRecord[];
  readonly problems: readonly RowProblem[];
  readonly emails: ReadonlySet<string>;
  readonly done: Promise<IngestLeadsResult["leads"]>;
  readonly written: (leadIds: readonly string[]) => Promise<void>;
}

function shareOne(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  for (const value of left) if (right.has(value)) return true;
  return false;
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);
/** A file with more kinds of events than this has a free text where its type should be. */
const MOST_TYPES = 200;

export async function eventWriter(run: ImportRun, plan: EventsPlan, tally: RunTally): Promise<BatchWriter> {
  const { tenantId, profile } = run;
  const now = wallClock();
  const read = eventRowReader({ columns: profile.columns, plan, now });
  const byEmail = profile.columns.some(
    ({ name, emailShare }) => plan.columns[name] === "lead" && emailShare >= 0.5,
  );
  const wrote = statisticsKeeper();
  const types = new Set<string>();
  const touched = new Set<string>();

  const registerTypes = async (tx: TenantTx, events: readonly ReadEvent[]) => {
    const fresh = new Set(
      events.map(({ record }) => record.type).filter((type) => !KNOWN_TYPES.has(type) && !types.has(type)),
    );
    for (const type of fresh) {
      if (types.size >= MOST_TYPES) return;
      types.add(type);
      await registerSignals(tx, tenantId, definitionsForEventType(type), now);
    }
  };

  return {
    get definesSignals() {
      return types.size > 0;
    },
    settle: async () => {},
    finish: async () =>
      [...types].flatMap((type) =>
        definitionsForEventType(type).map(({ key, type: kind }) => ({ key, type: kind, missingShare: 0 })),
      ),
    take: async (rows, written) => {
      for (let from = 0; from < rows.length; from += MAX_BATCH_ROWS * 2) {
        const events: ReadEvent[] = [];
        const problems: RowProblem[] = [];
        for (const row of rows.slice(from, from + MAX_BATCH_ROWS * 2)) {
          if (!row.problem && isBlankRow(row)) continue;
          const result = read(row);
          if ("problem" in result) problems.push(result.problem);
          else events.push(result);
        }
        const outcomes = await withTenant(
          tenantId,
          async (tx) => {
            await registerTypes(tx, events);
            const subjects = await subjectsOf(tx, tenantId, events, byEmail);
            const records = events.map(({ lead, record }) => ({ ...record, subject: subjects(lead) }));
            const results = (await ingestEvents(tx, tenantId, records, { now })).events;
            results.forEach((result, index) => {
              const event = events[index];
              if (result.outcome === "unknown_lead" && event)
                problems.push(rowProblem(event.line, UNKNOWN_LEAD, event.lead));
            });
            await keepSome(tx, run, problems, tally);
            return results;
          },
          TIMEOUT,
        );
        await wrote(events.length);
        for (const problem of problems) tally.reject(problem);
        const fresh: string[] = [];
        for (const result of outcomes) {
          if (result.outcome === "unknown_lead") continue;
          tally.accept(result.outcome === "stored" ? "created" : "unchanged");
          if (result.outcome !== "stored" || result.leadId === null || touched.has(result.leadId)) continue;
          touched.add(result.leadId);
          fresh.push(result.leadId);
        }
        await written(fresh);
      }
    },
  };
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Whose events they are: leads by external id, or by the address that the file knows them by. */
async function subjectsOf(
  tx: TenantTx,
  tenantId: string,
  events: readonly ReadEvent[],
  byEmail: boolean,
): Promise<(lead: string) => EventRecord["subject"]> {
  if (!byEmail) return (lead) => ({ externalId: lead });
  const emails = [...new Set(events.map(({ lead }) => lead.toLowerCase()))];
  const known = await getKnownLeads(tx, tenantId, { emails });
  return (lead) => ({ leadId: known.emails.get(lead.toLowerCase()) ?? NOBODY });
}

async function keepSome(
  tx: TenantTx,
  run: ImportRun,
  problems: readonly RowProblem[],
  tally: RunTally,
): Promise<void> {
  await keepRejections(tx, run, problems.slice(0, Math.max(0, MOST_REJECTIONS - tally.rejected)));
}

import { openCrm } from "@/lib/platform/crm/open";
import { type CrmClient, type CrmEnd, CrmError, type CrmField } from "@/lib/platform/crm/types";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { log } from "@/lib/platform/log";
import { SealBrokenError } from "@/lib/platform/sealing";
import {
  accessOf,
  countWanted,
  getConnection,
  mappingOf,
  nextLeads,
  type StoredConnection,
  type WantedLead,
} from "./data";
import type { Findings, RunMode, RunWhich } from "./types";

/** Leads of which a trial shows what would be written. */
const SHOWN = 10;
/** Tries in a row that end without an answer, or with a wish for patience, before a run gives up. */
const MOST_MISSES = 6;
const LONGEST_WAIT_SECONDS = 3_600;

interface Started {
  readonly connection: StoredConnection;
  readonly mode: RunMode;
  readonly which: RunWhich;
  readonly isFirst: boolean;
}

/**
 * Works on a run, 200 leads at a time: what came of a batch is stored before the next begins, so that a run which was
 * killed goes on after the last batch. Where the CRM asks for patience or is away the run is put back for later.
 */
export async function workOnRun(
  tenantId: string,
  runId: string,
  clock: () => Date,
  signal?: AbortSignal,
): Promise<void> {
  const started = await withTenant(tenantId, (tx) => begin(tx, tenantId, runId));
  if (!started) return;
  try {
    const client = await openCrm(accessOf(tenantId, started.connection));
    if (started.mode === "trial") await tryOut(tenantId, runId, client, started, clock);
    else await writeOut(tenantId, runId, client, started, clock, signal);
  } catch (error) {
    if (error instanceof SealBrokenError) {
      const problem = "The secret cannot be read any more. Save it again.";
      await withTenant(tenantId, (tx) => end(tx, tenantId, runId, { status: "failed", problem }, clock()));
    } else if (error instanceof CrmError) {
      log.warn("crm run", { tenantId, runId, why: error.why, message: error.message });
      await withTenant(tenantId, (tx) => bear(tx, tenantId, runId, error, clock()));
    } else throw error;
  }
}

async function begin(tx: TenantTx, tenantId: string, id: string): Promise<Started | null> {
  const run = await tx.crmRun.findFirst({ where: { tenantId, id, status: { in: ["waiting", "running"] } } });
  const connection = run && (await getConnection(tx, tenantId, run.kind));
  if (!run || !connection) return null;
  const which = run.which as RunWhich;
  const isFirst = run.status === "waiting" && run.after === null;
  const total = isFirst ? await countWanted(tx, tenantId, run.kind, which) : run.total;
  await tx.crmRun.updateMany({ where: { tenantId, id }, data: { status: "running", total, problem: null } });
  return { connection, mode: run.mode as RunMode, which, isFirst };
}

/** What is wrong with the mapping, seen from there. */
function checked(
  connection: StoredConnection,
  fields: readonly CrmField[],
): Pick<Findings, "missing" | "readOnly" | "noMatch"> {
  const known = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const theirs = mappingOf(connection).map((each) => each.theirs);
  return {
    missing: theirs.filter((name) => !known.has(name.toLowerCase())),
    readOnly: theirs.filter((name) => known.get(name.toLowerCase())?.isWritable === false),
    noMatch: !known.has(connection.matchTheirs.toLowerCase()),
  };
}

async function tryOut(
  tenantId: string,
  runId: string,
  client: CrmClient,
  { connection, which }: Started,
  clock: () => Date,
): Promise<void> {
  const wrong = checked(connection, await client.fields());
  const leads = await withTenant(tenantId, (tx) =>
    nextLeads(tx, tenantId, connection, { which, after: null, now: clock(), most: SHOWN }),
  );
  const keys = leads.flatMap(({ key }) => (key === null ? [] : [key]));
  const there =
    wrong.noMatch || keys.length === 0 ? new Set<string>() : await client.find([...new Set(keys)]);
  const findings: Findings = {
    ...wrong,
    leads: leads.map(({ leadId, key, values }) => ({
      ...{ leadId, key, isThere: key !== null && there.has(key) },
      values: Object.entries(values).map(([field, value]) => ({
        field,
        value: value === null ? "" : String(value),
      })),
    })),
  };
  await withTenant(tenantId, (tx) => end(tx, tenantId, runId, { status: "done", findings }, clock()));
}

async function writeOut(
  tenantId: string,
  runId: string,
  client: CrmClient,
  { connection, which, isFirst }: Started,
  clock: () => Date,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (isFirst) {
    const problem = problemOf(checked(connection, await client.fields()));
    if (problem !== null) throw new CrmError("refused", problem);
  }
  for (;;) {
    signal?.throwIfAborted();
    const now = clock();
    const leads = await withTenant(tenantId, async (tx) => {
      const run = await tx.crmRun.findFirst({ where: { tenantId, id: runId, status: "running" } });
      return run && nextLeads(tx, tenantId, connection, { which, after: run.after, now });
    });
    // Stopped by somebody, or gone with its connection.
    if (!leads) return;
    if (leads.length === 0) {
      await withTenant(tenantId, (tx) => end(tx, tenantId, runId, { status: "done" }, clock()));
      return;
    }
    const sorted = sortOut(leads, which);
    const records = sorted.wanted.map(({ key, values }) => ({ key: key ?? "", values }));
    const ends = records.length === 0 ? [] : await client.write(records);
    await withTenant(tenantId, (tx) =>
      note(tx, tenantId, runId, connection.kind, { leads, ...sorted, ends, now }),
    );
  }
}

const listed = (names: readonly string[]) => names.join(", ");
function problemOf({ missing, readOnly, noMatch }: Pick<Findings, "missing" | "readOnly" | "noMatch">) {
  if (noMatch) return "The field by which records are found does not exist there. Choose another.";
  if (missing.length > 0)
    return `These fields do not exist there: ${listed(missing)}. Make them, or map others.`;
  if (readOnly.length > 0) return `These fields cannot be written there: ${listed(readOnly)}. Map others.`;
  return null;
}

interface Sorted {
  readonly wanted: readonly WantedLead[];
  /** With why, or null where there is nothing to do. */
  readonly passed: readonly { readonly lead: WantedLead; readonly reason: string | null }[];
}

/** What of a batch goes out: not what is there already, and nobody twice. */
function sortOut(leads: readonly WantedLead[], which: RunWhich): Sorted {
  const wanted: WantedLead[] = [];
  const passed: { lead: WantedLead; reason: string | null }[] = [];
  const seen = new Set<string>();
  for (const lead of leads) {
    const key = lead.key?.toLowerCase();
    if (key === undefined || (which === "changed" && lead.written === lead.hash)) {
      passed.push({ lead, reason: null });
    } else if (seen.has(key)) {
      passed.push({ lead, reason: "Another lead here is found by the same value" });
    } else {
      seen.add(key);
      wanted.push(lead);
    }
  }
  return { wanted, passed };
}

async function note(
  tx: TenantTx,
  tenantId: string,
  runId: string,
  kind: string,
  {
    leads,
    wanted,
    passed,
    ends,
    now,
  }: Sorted & {
    readonly leads: readonly WantedLead[];
    readonly ends: readonly CrmEnd[];
    readonly now: Date;
  },
): Promise<void> {
  const rows = [
    ...wanted.map(({ leadId, hash }, at) => {
      const ended = ends[at];
      const error = ended?.ok ? null : (ended?.reason ?? "No answer for this record");
      return { lead_id: leadId, hash, error };
    }),
    ...passed.map(({ lead: { leadId, hash }, reason }) => ({ lead_id: leadId, hash, error: reason })),
  ];
  await tx.$executeRaw`
    INSERT INTO crm_leads (tenant_id, kind, lead_id, hash, at, error)
    SELECT ${tenantId}::uuid, ${kind}, r.lead_id, r.hash, ${now}::timestamptz, r.error
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(lead_id uuid, hash text, error text)
      JOIN leads l ON l.tenant_id = ${tenantId}::uuid AND l.id = r.lead_id
    ON CONFLICT (tenant_id, kind, lead_id) DO UPDATE SET hash = excluded.hash, at = excluded.at, error = excluded.error`;
  const refused = rows.filter(({ error }) => error !== null).length;
  const written = ends.filter(({ ok }) => ok).length;
  await tx.crmRun.updateMany({
    where: { tenantId, id: runId },
    data: {
      after: leads.at(-1)?.leadId ?? null,
      misses: 0,
      written: { increment: written },
      refused: { increment: refused },
      skipped: { increment: leads.length - written - refused },
    },
  });
}

async function end(
  tx: TenantTx,
  tenantId: string,
  id: string,
  {
    status,
    problem = null,
    findings,
  }: { readonly status: "done" | "failed"; readonly problem?: string | null; readonly findings?: Findings },
  now: Date,
): Promise<void> {
  await tx.crmRun.updateMany({
    where: { tenantId, id, status: { in: ["waiting", "running"] } },
    data: {
      ...{ status, problem, endedAt: now },
      ...(findings ? { findings: findings as unknown as object } : {}),
    },
  });
}

/** A run whose CRM is away or busy waits and goes on by itself; one that is refused ends with the reason. */
async function bear(tx: TenantTx, tenantId: string, id: string, error: CrmError, now: Date): Promise<void> {
  const passes = error.why === "busy" || error.why === "unreachable";
  const [run] = await tx.$queryRaw<{ misses: number }[]>`
    UPDATE crm_runs SET misses = misses + 1, problem = ${error.message}
     WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid AND status = 'running'
    RETURNING misses`;
  if (!run) return;
  if (!passes || run.misses >= MOST_MISSES) {
    await end(tx, tenantId, id, { status: "failed", problem: error.message }, now);
    return;
  }
  const wait = Math.min(error.retryAfterSeconds ?? 15 * 2 ** (run.misses - 1), LONGEST_WAIT_SECONDS);
  await enqueue(tx, "crm.run", { tenantId, runId: id }, { startAfterSeconds: Math.max(1, wait) });
}

import { qualityFlags } from "@/lib/modules/ingestion/quality";
import { openCsv } from "@/lib/platform/csv/read";
import { withTenant } from "@/lib/platform/db/client";
import { getKnownLeads, getOwners, readChunks } from "./data";
import { eventRowReader } from "./event-rows";
import { leadRowReader } from "./lead-rows";
import type { Scope } from "./mutations";
import { isBlankRow, type RowProblem } from "./row-problems";
import type { ImportPlan, ImportProfile } from "./types";
import type { PlanCheck } from "./types-check";

/** Enough to see what is wrong; the run itself reads everything. */
const CHECKED_ROWS = 50_000;
const CHECK_MS = 6_000;
const BATCH = 5_000;

/** Reads an uploaded file by a plan without writing anything: what stays out, who is new, how it ended. */
export async function checkPlan(
  scope: Scope,
  { plan, profile, now }: { plan: ImportPlan; profile: ImportProfile; now: Date },
): Promise<PlanCheck> {
  const { tenantId, importId } = scope;
  const { columns, dialect } = profile;
  const deadline = performance.now() + CHECK_MS;
  const owners = await withTenant(tenantId, getOwners);
  const read =
    plan.kind === "leads"
      ? leadRowReader({ columns, plan, now, owners })
      : eventRowReader({ columns, plan, now });
  const problems = new Map<
    string,
    { reason: string; rows: number; firstLine: number; value: string | null }
  >();
  const outcomes = { positive: 0, negative: 0, undecided: 0 };
  const flags: Record<string, number> = {};
  const leads: { externalId: string | null; email: string | null }[] = [];
  let rows = 0;
  let rejected = 0;
  let known = 0;

  const reject = ({ group, line, value }: RowProblem) => {
    rejected += 1;
    const seen = problems.get(group);
    if (seen) seen.rows += 1;
    else problems.set(group, { reason: group, rows: 1, firstLine: line, value });
  };
  const lookUp = async () => {
    const batch = leads.splice(0);
    const externalIds = batch.flatMap(({ externalId }) => externalId ?? []);
    const emails = batch.flatMap(({ email }) => email ?? []);
    const found = await withTenant(tenantId, (tx) => getKnownLeads(tx, tenantId, { externalIds, emails }));
    for (const { externalId, email } of batch) {
      if (externalId === null ? email !== null && found.emails.has(email) : found.externalIds.has(externalId))
        known += 1;
    }
  };

  const table = await openCsv(readChunks(tenantId, importId), { dialect });
  let isWhole = true;
  for await (const batch of table.batches) {
    for (const row of batch) {
      if (!row.problem && isBlankRow(row)) continue;
      rows += 1;
      const result = read(row);
      if ("problem" in result) {
        reject(result.problem);
        continue;
      }
      if ("lead" in result) continue;
      const { record } = result;
      if ("outcome" in record && record.outcome) outcomes[record.outcome.value] += 1;
      if (!("fields" in record)) continue;
      for (const flag of qualityFlags(record.fields)) flags[flag] = (flags[flag] ?? 0) + 1;
      const { email } = record.fields;
      leads.push({ externalId: record.externalId ?? null, email: typeof email === "string" ? email : null });
      if (leads.length >= BATCH) await lookUp();
    }
    if (rows >= CHECKED_ROWS || performance.now() > deadline) {
      isWhole = false;
      break;
    }
  }
  await lookUp();
  return {
    checkedRows: rows,
    isWhole: isWhole || (profile.rowsAreExact && rows >= profile.rows),
    rejected,
    problems: [...problems.values()].sort((a, b) => b.rows - a.rows).slice(0, 20),
    newLeads: plan.kind === "leads" ? rows - rejected - known : 0,
    knownLeads: known,
    flags,
    outcomes: plan.kind === "leads" && plan.outcome ? outcomes : null,
  };
}

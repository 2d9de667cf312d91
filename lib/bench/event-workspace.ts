import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { workflowSchema } from "@/lib/modules/workflow/types";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

const CROWD = 10_000;
const FRESH = 200;
const BATCH = 2_000;
const REPS = 5;

export interface EventWorkspace {
  readonly tenantId: string;
  /** Leads who look around all day. */
  readonly crowd: readonly string[];
  /** Chiefs of large companies without an owner: Nurture until they do something. Taken one by one. */
  readonly fresh: string[];
}

/** A workspace of this run's own: 10,200 scored leads, five reps, hot leads given round at any hour. */
export async function eventWorkspace(say: (line: string) => void): Promise<EventWorkspace> {
  say(`making ${CROWD + FRESH} leads`);
  const now = new Date();
  const { tenantId } = await createWorkspace({ name: `Bench events ${now.getTime()}` });
  const workflow = workflowSchema.parse({ routing: { mode: "round_robin", workingHoursOnly: false } });
  await withTenant(tenantId, (tx) =>
    tx.workspaceSettings.update({ where: { tenantId }, data: { workflow: workflow as object } }),
  );
  for (let number = 0; number < REPS; number += 1) await rep(tenantId, number, now);
  const crowd: string[] = [];
  for (let from = 0; from < CROWD; from += BATCH)
    crowd.push(...(await leads(tenantId, from, BATCH, "Buyer", now)));
  const fresh = await leads(tenantId, CROWD, FRESH, "Chief Operating Officer", now);
  say("scoring them");
  await rescoreAll(tenantId, { moment: new Date(), cause: causeRef("imported") });
  return { tenantId, crowd, fresh };
}

async function rep(tenantId: string, number: number, now: Date): Promise<void> {
  const userId = newId();
  const email = `rep${number}-${now.getTime()}@bench.example`;
  await globalDb().user.create({ data: { id: userId, email, name: `Bench rep ${number}` } });
  await withTenant(tenantId, (tx) => tx.membership.create({ data: { tenantId, userId, role: "rep" } }));
}

async function leads(
  tenantId: string,
  from: number,
  count: number,
  title: string,
  now: Date,
): Promise<string[]> {
  const records = Array.from({ length: count }, (_, index) => ({
    externalId: `E-${from + index}`,
    createdAt: new Date(now.getTime() - 86_400_000),
    fields: { email: `e${from + index}@company${index % 900}.example`, job_title: title, employees: 2_000 },
  }));
  const { leads: written } = await withTenant(
    tenantId,
    (tx) => ingestLeads(tx, tenantId, records, { knownFrom: "always", source: "bench", now }),
    { timeoutMs: 120_000 },
  );
  return written.map(({ leadId }) => leadId);
}

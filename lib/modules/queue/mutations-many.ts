import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { announce } from "@/lib/platform/live";
import { refusalOf } from "./decisions";
import { lockLeads } from "./lead-state";
import { carryOut, mayOwn } from "./mutations";
import type { Actor, BulkDone, Deed, Refusal } from "./types";

const MOST_AT_ONCE = 1_000;

/** The same deed to many leads; those that refuse are named, and the others are done. */
async function actOnMany(
  tx: TenantTx,
  actor: Actor,
  leadIds: readonly string[],
  deed: Extract<Deed, { kind: "assign" | "snooze" }>,
  now: Date,
): Promise<BulkDone> {
  const { tenantId } = actor;
  const wanted = [...new Set(leadIds)];
  if (wanted.length > MOST_AT_ONCE) throw new RangeError(`at most ${MOST_AT_ONCE} leads at once`);
  const leads = await lockLeads(tx, tenantId, wanted);
  const workflow = await getWorkflow(tx, tenantId);
  const person = deed.kind === "assign" ? await mayOwn(tx, tenantId, deed.toUserId) : true;
  const activityIds: string[] = [];
  const refused: { leadId: string; code: Refusal["code"] }[] = [];
  for (const leadId of wanted) {
    const lead = leads.get(leadId);
    const code = person ? refusalOf(actor, lead, deed, now) : "no_such_person";
    if (code || !lead) {
      refused.push({ leadId, code: code === "taken" ? "not_yours" : (code ?? "gone") });
      continue;
    }
    const id = newId();
    await carryOut(tx, actor, { id, lead, deed }, { now, workflow, isOneOfMany: wanted.length > 1 });
    activityIds.push(id);
  }
  if (activityIds.length > 0) {
    if (deed.kind === "assign" && wanted.length > 1)
      await tellOfMany(tx, actor, deed.toUserId, activityIds.length, now);
    await announce(tx, tenantId);
  }
  return { activityIds, refused };
}

/** Whoever is given a hundred leads is told once. */
async function tellOfMany(
  tx: TenantTx,
  { tenantId, userId }: Actor,
  toUserId: string | null,
  leads: number,
  now: Date,
): Promise<void> {
  if (toUserId === null || toUserId === userId) return;
  const details = { by: userId, leads };
  await raiseAlerts(tx, tenantId, [{ userId: toUserId, leadId: null, kind: "assigned", details }], now);
}

/** Gives leads to somebody, or back into the pool (null). At most 1,000. */
export const assignLeads = (
  tx: TenantTx,
  actor: Actor,
  { leadIds, toUserId }: { readonly leadIds: readonly string[]; readonly toUserId: string | null },
  now: Date,
): Promise<BulkDone> => actOnMany(tx, actor, leadIds, { kind: "assign", toUserId }, now);

/** Hides leads from every queue until then, or until they do something. At most 1,000. */
export const snoozeLeads = (
  tx: TenantTx,
  actor: Actor,
  {
    leadIds,
    until,
    wakes = false,
  }: { readonly leadIds: readonly string[]; readonly until: Date; readonly wakes?: boolean },
  now: Date,
): Promise<BulkDone> => actOnMany(tx, actor, leadIds, { kind: "snooze", until: until.getTime(), wakes }, now);

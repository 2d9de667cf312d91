import type { Band, BandSet } from "@/lib/core/scoring/types";
import { raiseAlerts } from "@/lib/modules/alerts/mutations";
import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import type { DeliveryWish } from "@/lib/modules/deliveries/types";
import type { TopReasons } from "@/lib/modules/scoring/types";
import { tellOfHot } from "@/lib/modules/webhooks/emit";
import type { TenantTx } from "@/lib/platform/db/client";
import { canMail } from "@/lib/platform/mail";
import { publicOrigin } from "@/lib/platform/public-origin";
import { type HotLead, hotMail, hotSlack } from "@/lib/present/hot-message";
import { leadDetail, leadName } from "@/lib/present/leads-row";
import { type WordableReason, wordReason } from "@/lib/present/word-reason";
import type { Workflow } from "./types";

const HOUR_MS = 3_600_000;

export interface HotContext {
  readonly now: Date;
  readonly bandSet: BandSet;
  readonly workflow: Workflow;
}

/** A lead that is in the best band, and whether it was given to its owner just now. */
export interface NewHotLead {
  readonly leadId: string;
  readonly routed: boolean;
  /** A person said so: factors never explain an override. */
  readonly overridden: boolean;
}

/**
 * Tells people of leads that entered the best band: the owner, or everybody who takes leads while it is nobody's; in
 * the product, by mail and in a chat, as the workspace wants it. A lead that was told of within the cooling time is
 * not told of again; its row is locked, so that of two scorings at once one sees what the other said. Who was given
 * such a lead all the same hears that it is theirs.
 *
 * @returns the leads that were told of
 */
export async function tellOfHotLeads(
  tx: TenantTx,
  tenantId: string,
  hot: readonly NewHotLead[],
  context: HotContext,
): Promise<ReadonlySet<string>> {
  const band = context.bandSet.bands[0];
  const told = new Set<string>();
  if (hot.length === 0 || !band) return told;
  const ids = hot.map(({ leadId }) => leadId);
  const cooling = await toldSince(tx, tenantId, ids, context);
  const leads = await readLeads(tx, tenantId, ids);
  const { reps, members } = await readPeople(tx, tenantId);
  for (const { leadId, routed, overridden } of hot) {
    const lead = leads.get(leadId);
    if (!lead) continue;
    const owner = lead.ownerId === null ? undefined : members.get(lead.ownerId);
    const details = { score: lead.effectiveScore, band: band.name, routed };
    const { alerts } = context.workflow;
    const isNews = !cooling.has(leadId);
    if (routed && owner && !(isNews && alerts.hot)) {
      const mine = { userId: owner.userId, leadId, kind: "assigned" as const, details };
      await raiseAlerts(tx, tenantId, [mine], context.now);
    }
    if (!isNews) continue;
    const people = owner ? [owner] : reps;
    if (alerts.hot) {
      const wishes = people.map(({ userId }) => ({ userId, leadId, kind: "hot" as const, details }));
      await raiseAlerts(tx, tenantId, wishes, context.now);
    }
    const reason = overridden ? undefined : lead.topReasons.reasons?.[0];
    const message = messageOf(lead, band, { reason, owner: owner?.name ?? null }, context);
    await addDeliveries(tx, tenantId, deliveriesOf(leadId, message, people, context), context.now);
    told.add(leadId);
  }
  const { now, bandSet, workflow } = context;
  await tellOfHot(tx, tenantId, [...told], { now, bandSet, timeZone: workflow.timeZone });
  return told;
}

function deliveriesOf(
  leadId: string,
  message: HotLead,
  people: readonly Person[],
  { workflow: { alerts } }: HotContext,
): DeliveryWish[] {
  const about = { topic: "hot", leadId };
  const mails = alerts.email && canMail() ? people : [];
  return [
    ...mails.map(({ email }) => ({
      ...about,
      channel: "email" as const,
      target: email,
      body: hotMail(message),
    })),
    ...(alerts.slackUrl === null
      ? []
      : [{ ...about, channel: "slack" as const, target: alerts.slackUrl, body: hotSlack(message) }]),
  ];
}

function messageOf(
  lead: HotRow,
  band: Band,
  { reason, owner }: { readonly reason: WordableReason | undefined; readonly owner: string | null },
  { now, workflow }: HotContext,
): HotLead {
  const context = { now: now.getTime(), timeZone: workflow.timeZone };
  return {
    name: leadName(lead).name,
    detail: leadDetail(lead),
    score: lead.effectiveScore,
    band: band.name,
    action: band.action,
    reason: reason ? wordReason(reason, context).title : null,
    owner,
    link: `${publicOrigin()}/leads/${lead.id}`,
  };
}

/** Leads that somebody was told of within the cooling time, in the product or outside. */
async function toldSince(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  { now, workflow }: HotContext,
): Promise<Set<string>> {
  const since = new Date(now.getTime() - workflow.alerts.coolingHours * HOUR_MS);
  const rows = await tx.$queryRaw<{ lead_id: string }[]>`
    SELECT lead_id FROM alerts
     WHERE tenant_id = ${tenantId}::uuid AND lead_id = ANY (${[...leadIds]}::uuid[]) AND kind = 'hot'
       AND created_at > ${since}::timestamptz
    UNION
    SELECT lead_id FROM deliveries
     WHERE tenant_id = ${tenantId}::uuid AND lead_id = ANY (${[...leadIds]}::uuid[]) AND topic IN ('hot', 'lead.hot')
       AND created_at > ${since}::timestamptz`;
  return new Set(rows.map((row) => row.lead_id));
}

async function readLeads(tx: TenantTx, tenantId: string, leadIds: readonly string[]) {
  const rows = await tx.lead.findMany({
    where: { tenantId, id: { in: [...leadIds] } },
    select: {
      ...{ id: true, firstName: true, lastName: true, email: true, externalId: true },
      ...{ jobTitle: true, company: true, ownerId: true, effectiveScore: true, topReasons: true },
    },
  });
  return new Map(
    rows.map((row) => [row.id, { ...row, topReasons: row.topReasons as unknown as Partial<TopReasons> }]),
  );
}
type HotRow = Awaited<ReturnType<typeof readLeads>> extends Map<string, infer Row> ? Row : never;

interface Person {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

async function readPeople(tx: TenantTx, tenantId: string) {
  const rows = await tx.membership.findMany({
    where: { tenantId, deactivatedAt: null },
    orderBy: { userId: "asc" },
    select: { userId: true, role: true, takesLeads: true, user: { select: { name: true, email: true } } },
  });
  const people = rows.map(({ user, ...row }) => ({ ...row, ...user }));
  return {
    members: new Map<string, Person>(people.map((person) => [person.userId, person])),
    reps: people.filter(({ role, takesLeads }) => role === "rep" && takesLeads),
  };
}

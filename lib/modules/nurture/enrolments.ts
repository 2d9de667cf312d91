import type { BandSet } from "@/lib/core/scoring/types";
import { ANSWERED_CALL_OUTCOMES } from "@/lib/core/signals/events";
import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import type { HookWish } from "@/lib/modules/deliveries/types";
import type { Workflow } from "@/lib/modules/workflow/types";
import { Prisma, type TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { type LeaveReason, leaveReason } from "./leave-reason";

const DAY_MS = 86_400_000;
export const MOST_AT_ONCE = 500;

export interface NurtureContext {
  readonly now: Date;
  readonly bandSet: BandSet;
  readonly workflow: Pick<Workflow, "nurture">;
}

/** What a lead said back: an answered mail or call. Taken-back and machines' events are none. `l` and `since` are in scope. */
const replySql = (since: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (SELECT e.type FROM events e
    WHERE e.tenant_id = l.tenant_id AND e.lead_id = l.id AND e.occurred_at >= ${since}
      AND (e.type = 'email_replied'
           OR (e.type = 'call_logged' AND e.properties->>'outcome' = ANY (${[...ANSWERED_CALL_OUTCOMES]}::text[])))
      AND NOT EXISTS (SELECT 1 FROM event_flags f WHERE f.tenant_id = e.tenant_id AND f.event_id = e.id)
    ORDER BY e.occurred_at LIMIT 1)`;

/** Nobody is sent a series of mails who wants or gets none. */
const REACHABLE = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM events u
               WHERE u.tenant_id = l.tenant_id AND u.lead_id = l.id
                 AND u.type IN ('email_unsubscribed', 'email_marked_spam', 'email_bounced')
                 AND NOT EXISTS (SELECT 1 FROM event_flags f WHERE f.tenant_id = u.tenant_id AND f.event_id = u.id))`;

/**
 * Enrols at most 500 leads of the second-best band whom the team called or wrote to and who have been silent since for
 * as long as the workspace waits: once a silence, unless their band had changed in between.
 *
 * @returns the leads that were enrolled
 */
export async function enrolSilent(
  tx: TenantTx,
  tenantId: string,
  context: NurtureContext,
): Promise<string[]> {
  const { now, bandSet, workflow } = context;
  const band = bandSet.bands[1]?.id;
  if (!workflow.nurture.enabled || band === undefined) return [];
  const silentSince = new Date(now.getTime() - workflow.nurture.afterDays * DAY_MS);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT l.id FROM leads l
     WHERE l.tenant_id = ${tenantId}::uuid AND l.is_open AND l.effective_band = ${band}
       AND l.last_contact_at <= ${silentSince}::timestamptz
       AND NOT EXISTS (SELECT 1 FROM nurture_enrolments n
                        WHERE n.tenant_id = l.tenant_id AND n.lead_id = l.id
                          AND (n.left_at IS NULL
                               OR (n.enrolled_at >= l.last_contact_at AND n.left_reason <> 'band_changed')))
       AND ${replySql(Prisma.sql`l.last_contact_at`)} IS NULL AND ${REACHABLE}
     ORDER BY l.id LIMIT ${MOST_AT_ONCE} FOR NO KEY UPDATE OF l SKIP LOCKED`;
  const leadIds = rows.map((row) => row.id);
  if (leadIds.length === 0) return [];
  await tx.nurtureEnrolment.createMany({
    data: leadIds.map((leadId) => ({ tenantId, id: newId(), leadId, band, enrolledAt: now })),
  });
  await tell(
    tx,
    tenantId,
    leadIds.map((leadId) => ({ leadId, type: "nurture.enrolled" as const, reason: null })),
    context,
  );
  return leadIds;
}

/**
 * Ends the enrolments of leads who answered, moved to another band or were closed; at most 500 of all, or those of the
 * leads given.
 *
 * @returns the leads that left
 */
export async function endOver(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[] | null,
  context: NurtureContext,
): Promise<string[]> {
  const some = leadIds === null ? Prisma.sql`true` : Prisma.sql`n.lead_id = ANY (${[...leadIds]}::uuid[])`;
  const reply = replySql(Prisma.sql`least(n.enrolled_at, l.last_contact_at)`);
  const rows = await tx.$queryRaw<
    {
      id: string;
      lead_id: string;
      band: string;
      is_open: boolean;
      now_in: string | null;
      reply: string | null;
    }[]
  >`
    SELECT * FROM (
      SELECT n.id, n.lead_id, n.band, l.is_open, l.effective_band AS now_in, ${reply} AS reply
        FROM nurture_enrolments n JOIN leads l ON l.tenant_id = n.tenant_id AND l.id = n.lead_id
       WHERE n.tenant_id = ${tenantId}::uuid AND n.left_at IS NULL AND ${some}) o
     WHERE NOT o.is_open OR o.now_in IS DISTINCT FROM o.band OR o.reply IS NOT NULL
     ORDER BY o.lead_id LIMIT ${MOST_AT_ONCE}`;
  const left: { leadId: string; reason: LeaveReason }[] = [];
  for (const row of rows) {
    const reason = leaveReason({ isOpen: row.is_open, band: row.band, nowIn: row.now_in, reply: row.reply });
    if (reason === null) continue;
    // Of two that end the same enrolment, one does.
    const { count } = await tx.nurtureEnrolment.updateMany({
      where: { tenantId, id: row.id, leftAt: null },
      data: { leftAt: context.now, leftReason: reason },
    });
    if (count > 0) left.push({ leadId: row.lead_id, reason });
  }
  await tell(
    tx,
    tenantId,
    left.map((entry) => ({ ...entry, type: "nurture.left" as const })),
    context,
  );
  return left.map(({ leadId }) => leadId);
}

/**
 * Takes one enrolment off the list by hand. The lead comes back only once a later call or mail stays unanswered.
 *
 * @returns the lead; null where the enrolment is over already
 */
export async function removeEnrolment(
  tx: TenantTx,
  tenantId: string,
  enrolmentId: string,
  context: NurtureContext,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ lead_id: string }[]>`
    UPDATE nurture_enrolments SET left_at = ${context.now}::timestamptz, left_reason = 'removed'
     WHERE tenant_id = ${tenantId}::uuid AND id = ${enrolmentId}::uuid AND left_at IS NULL
    RETURNING lead_id`;
  const leadId = rows[0]?.lead_id;
  if (leadId === undefined) return null;
  await tell(tx, tenantId, [{ leadId, type: "nurture.left", reason: "removed" }], context);
  return leadId;
}

interface Told {
  readonly leadId: string;
  readonly type: "nurture.enrolled" | "nurture.left";
  readonly reason: LeaveReason | null;
}

/** A webhook to the mail tool for each, where the workspace has one. */
async function tell(
  tx: TenantTx,
  tenantId: string,
  told: readonly Told[],
  { now, workflow }: NurtureContext,
): Promise<void> {
  const target = workflow.nurture.webhookUrl;
  if (target === null || told.length === 0) return;
  const leads = await tx.lead.findMany({
    where: { tenantId, id: { in: told.map(({ leadId }) => leadId) } },
    select: {
      ...{ id: true, externalId: true, email: true, firstName: true, lastName: true, company: true },
      ...{ jobTitle: true, country: true, effectiveScore: true, effectiveBand: true, ownerId: true },
    },
  });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const wishes = told.flatMap(({ leadId, type, reason }): HookWish[] => {
    const lead = byId.get(leadId);
    if (!lead) return [];
    const body = {
      type,
      at: now.toISOString(),
      ...(reason === null ? {} : { reason }),
      lead: {
        id: lead.id,
        external_id: lead.externalId,
        email: lead.email,
        first_name: lead.firstName,
        last_name: lead.lastName,
        company: lead.company,
        job_title: lead.jobTitle,
        country: lead.country,
        score: lead.effectiveScore,
        band: lead.effectiveBand,
        owner_id: lead.ownerId,
      },
    };
    return [{ channel: "webhook", topic: "nurture", leadId, target, body }];
  });
  await addDeliveries(tx, tenantId, wishes, now);
}

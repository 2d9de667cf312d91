import type { WorkingHours } from "@/lib/modules/workspaces/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import type { QueueName } from "@/lib/platform/jobs/queues";
import { announce } from "@/lib/platform/live";
import { zoneTime } from "@/lib/present/zone-time";
import { isWorkingTime } from "./clock";
import { routesNow } from "./route-leads";
import { workflowSchema } from "./types";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Wishes for scores older than this were left behind by a job that is gone. */
const FORGOTTEN_MS = 30_000;

export interface Span {
  /** When this was asked last, by this process. */
  readonly since: Date;
  readonly now: Date;
}

interface Answer {
  expiring: boolean;
  appeared: boolean;
  forgotten: boolean;
  waiting: boolean;
  refreshing: boolean;
  refreshed_on: Date | null;
  zone: string;
  hours: WorkingHours;
  workflow: unknown;
}

/**
 * Finds out what time alone has made due in a workspace, and has it done: overrides that are over, quiet leads of a new
 * day, hot leads that wait for the working day, nurture once an hour. Open pages hear of leads that came due or woke.
 * One question, answered from indexes; asked by several processes at once it does nothing twice that matters.
 *
 * @returns the queues that were given work
 */
export async function startDueWork(tx: TenantTx, tenantId: string, span: Span): Promise<QueueName[]> {
  const answer = await ask(tx, tenantId, span);
  if (!answer) return [];
  if (answer.appeared) await announce(tx, tenantId);
  const wanted = queuesOf(answer, span);
  for (const queue of wanted) {
    const singletonKey = queue === "scores.pending" ? "pending" : "due";
    await enqueue(tx, queue, { tenantId }, { singletonKey });
  }
  return wanted;
}

function queuesOf(answer: Answer, { since, now }: Span): QueueName[] {
  const workflow = {
    ...workflowSchema.parse(answer.workflow),
    timeZone: answer.zone,
    workingHours: answer.hours,
  };
  const today = zoneTime(now.getTime(), answer.zone).dayNumber * DAY_MS;
  const isNewDay = answer.refreshed_on === null || answer.refreshed_on.getTime() < today;
  // Somebody may have room again, or routing may have been switched on: asked again every few minutes, and as the day begins.
  const isTurn =
    isNewSlot(since, now, 5 * MINUTE_MS) ||
    isWorkingTime(since.getTime(), workflow) !== isWorkingTime(now.getTime(), workflow);
  const due: readonly [QueueName, boolean][] = [
    ["overrides.expire", answer.expiring],
    ["scores.pending", answer.forgotten],
    ["scores.refresh", isNewDay && !answer.refreshing],
    ["leads.route", answer.waiting && isTurn && routesNow({ now, workflow })],
    ["nurture.run", isNewSlot(since, now, 60 * MINUTE_MS)],
    ["deliveries.tidy", isNewSlot(since, now, 24 * 60 * MINUTE_MS)],
  ];
  return due.flatMap(([queue, isDue]) => (isDue ? [queue] : []));
}

const isNewSlot = (since: Date, now: Date, slotMs: number): boolean =>
  Math.floor(since.getTime() / slotMs) !== Math.floor(now.getTime() / slotMs);

async function ask(tx: TenantTx, tenantId: string, { since, now }: Span): Promise<Answer | undefined> {
  const hourAgo = new Date(now.getTime() - 60 * MINUTE_MS);
  const forgotten = new Date(now.getTime() - FORGOTTEN_MS);
  const rows = await tx.$queryRaw<Answer[]>`
    SELECT t.time_zone AS zone, w.working_hours AS hours, w.workflow, w.refreshed_on,
           EXISTS (SELECT 1 FROM overrides o JOIN leads l ON l.tenant_id = o.tenant_id AND l.id = o.lead_id
                    WHERE o.tenant_id = w.tenant_id AND o.status = 'active'
                      AND (o.expires_at <= ${now}::timestamptz
                           OR (NOT l.is_open AND coalesce(l.closed_at, o.started_at) <= ${hourAgo}::timestamptz))) AS expiring,
           EXISTS (SELECT 1 FROM leads l WHERE l.tenant_id = w.tenant_id AND l.is_open
                      AND l.due_at > ${since}::timestamptz AND l.due_at <= ${now}::timestamptz)
             OR EXISTS (SELECT 1 FROM leads l WHERE l.tenant_id = w.tenant_id
                      AND l.snoozed_until > ${since}::timestamptz AND l.snoozed_until <= ${now}::timestamptz) AS appeared,
           EXISTS (SELECT 1 FROM pending_scores p
                    WHERE p.tenant_id = w.tenant_id AND p.requested_at < ${forgotten}::timestamptz) AS forgotten,
           EXISTS (SELECT 1 FROM leads l WHERE l.tenant_id = w.tenant_id AND l.owner_id IS NULL AND l.is_open
                      AND l.due_at IS NOT NULL) AS waiting,
           EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = 'scores.refresh' AND j.state = 'active'
                      AND j.data->>'tenantId' = ${tenantId}) AS refreshing
      FROM workspace_settings w JOIN tenants t ON t.id = w.tenant_id
     WHERE w.tenant_id = ${tenantId}::uuid`;
  return rows[0];
}

import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { getStoredSettings, getWorkers, lastChangeOf } from "./data-settings";
import { auditable, partOf, type StoredSettings, versionOf } from "./settings-parts";
import type { WorkflowSettings } from "./types";
import type {
  AlertsInput,
  HoursInput,
  NurtureInput,
  QueueInput,
  RoutingInput,
  SettingsPart,
} from "./types-settings";

/** Who does it, in which workspace; a Member is one. */
export interface Actor {
  readonly userId: string;
  readonly tenantId: string;
}

export type SaveOutcome =
  | { readonly kind: "saved"; readonly version: string; readonly changed: boolean }
  /** Somebody else saved meanwhile. */
  | {
      readonly kind: "changed";
      readonly version: string;
      readonly by: { readonly name: string; readonly at: Date } | null;
    }
  | { readonly kind: "refused"; readonly message: string };

type Change<Input> = Omit<Input, "version">;

/** Days, hours and zone. Clocks that run are the caller's to move: `reclock`. */
export function saveHours(tx: TenantTx, actor: Actor, { version, ...change }: HoursInput) {
  return savePart(tx, actor, "hours", version, (stored) => writeHours(tx, actor, stored, change));
}

export function saveRouting(tx: TenantTx, actor: Actor, { version, people, ...routing }: RoutingInput) {
  return savePart(tx, actor, "routing", version, async ({ workflow, people: known }) => {
    const ids = new Set(known.map(({ userId }) => userId));
    if (people.some(({ userId }) => !ids.has(userId)))
      return "Somebody in this list is no rep any more. Load the page again.";
    const workers = await getWorkers(tx, actor.tenantId);
    const fallback = routing.fallbackUserId;
    if (fallback !== null && !workers.some(({ userId }) => userId === fallback))
      return "Whoever is to get what nobody else can take does not work leads any more. Choose somebody else.";
    await writeWorkflow(tx, actor, { ...workflow, routing });
    for (const { userId, territories, capacity, takesLeads } of people)
      await tx.membership.update({
        where: { tenantId_userId: { tenantId: actor.tenantId, userId } },
        data: { territories: [...territories], capacity, takesLeads },
      });
    return null;
  });
}

export function saveAlerts(tx: TenantTx, actor: Actor, { version, slackUrl, ...change }: AlertsInput) {
  return savePart(tx, actor, "alerts", version, async ({ workflow }) => {
    const address = slackUrl === undefined ? workflow.alerts.slackUrl : slackUrl;
    await writeWorkflow(tx, actor, { ...workflow, alerts: { ...change, slackUrl: address } });
    return null;
  });
}

export function saveNurture(tx: TenantTx, actor: Actor, { version, webhookUrl, ...change }: NurtureInput) {
  return savePart(tx, actor, "nurture", version, async ({ workflow }) => {
    const address = webhookUrl === undefined ? workflow.nurture.webhookUrl : webhookUrl;
    await writeWorkflow(tx, actor, { ...workflow, nurture: { ...change, webhookUrl: address } });
    return null;
  });
}

export function saveQueue(tx: TenantTx, actor: Actor, { version, defaultDays, ...queue }: QueueInput) {
  return savePart(tx, actor, "queue", version, async ({ workflow }) => {
    await writeWorkflow(tx, actor, { ...workflow, queue, overrides: { defaultDays } });
    return null;
  });
}

/**
 * One part is saved where it is still what the person saw, and noted with what it was before. Two people who save at
 * once are put in order by the lock on the workspace's row: the second is told.
 *
 * @param write gives a message where the change cannot be
 */
async function savePart(
  tx: TenantTx,
  actor: Actor,
  part: SettingsPart,
  version: string,
  write: (stored: StoredSettings) => Promise<string | null>,
): Promise<SaveOutcome> {
  const { tenantId, userId } = actor;
  await tx.$queryRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const before = await getStoredSettings(tx, tenantId);
  const current = versionOf(before, part);
  if (current !== version)
    return { kind: "changed", version: current, by: await lastChangeOf(tx, tenantId, part) };
  const message = await write(before);
  if (message !== null) return { kind: "refused", message };
  const after = await getStoredSettings(tx, tenantId);
  const next = versionOf(after, part);
  if (next === current) return { kind: "saved", version: next, changed: false };
  await writeAudit(tx, {
    tenantId,
    actorId: userId,
    action: "workflow.changed",
    subjectType: "workflow",
    subjectId: part,
    details: { part, before: auditable(partOf(before, part)), after: auditable(partOf(after, part)) },
  });
  return { kind: "saved", version: next, changed: true };
}

async function writeHours(
  tx: TenantTx,
  { tenantId }: Actor,
  { workflow }: StoredSettings,
  { timeZone, workingHours }: Change<HoursInput>,
): Promise<null> {
  await tx.$executeRaw`
    UPDATE workspace_settings SET working_hours = ${JSON.stringify(workingHours)}::jsonb, updated_at = now()
     WHERE tenant_id = ${tenantId}::uuid`;
  if (timeZone !== workflow.timeZone)
    await tx.$executeRaw`UPDATE tenants SET time_zone = ${timeZone} WHERE id = ${tenantId}::uuid`;
  return null;
}

/** Zone and hours have columns of their own. */
async function writeWorkflow(
  tx: TenantTx,
  { tenantId }: Actor,
  { routing, alerts, nurture, overrides, queue }: WorkflowSettings,
): Promise<void> {
  const stored = JSON.stringify({ routing, alerts, nurture, overrides, queue });
  await tx.$executeRaw`
    UPDATE workspace_settings SET workflow = ${stored}::jsonb, updated_at = now()
     WHERE tenant_id = ${tenantId}::uuid`;
}

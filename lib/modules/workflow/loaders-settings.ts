import { getDeliveries } from "@/lib/modules/deliveries/data";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { deliveryTo, deliveryWhat, deliveryWhen } from "@/lib/present/delivery-words";
import { isWorkingTime, workingTimeFrom } from "./clock";
import { getPlaces, getStoredSettings, getWorkers } from "./data-settings";
import { callWithinMinutes } from "./response";
import { loadsOf } from "./route-leads";
import { maskAddress, versionOf } from "./settings-parts";
import type {
  AlertsSettingsPage,
  HoursPage,
  NurtureSettingsPage,
  QueuePage,
  RoutingPage,
} from "./types-settings";

export async function loadHoursPage(): Promise<HoursPage> {
  const { tenantId } = await requireMember("workflow.manage");
  const { stored, bands } = await withTenant(tenantId, async (tx) => ({
    stored: await getStoredSettings(tx, tenantId),
    bands: (await scorerInUse(tx, tenantId))?.bands ?? { bands: [] },
  }));
  const { timeZone, workingHours } = stored.workflow;
  return {
    version: versionOf(stored, "hours"),
    timeZone,
    workingHours,
    timeZones: [...new Set([timeZone, "Etc/UTC", ...Intl.supportedValuesOf("timeZone")])],
    called: bands.bands.flatMap(({ id, name }) => {
      const minutes = callWithinMinutes(bands, id);
      return minutes === null ? [] : [{ name, minutes }];
    }),
    now: now().getTime(),
  };
}

export async function loadQueuePage(): Promise<QueuePage> {
  const { tenantId } = await requireMember("workflow.manage");
  const stored = await withTenant(tenantId, (tx) => getStoredSettings(tx, tenantId));
  const { queue, overrides } = stored.workflow;
  return { version: versionOf(stored, "queue"), ...queue, ...overrides };
}

export async function loadRoutingPage(): Promise<RoutingPage> {
  const { tenantId } = await requireMember("workflow.manage");
  const moment = now();
  return withTenant(tenantId, async (tx) => {
    const stored = await getStoredSettings(tx, tenantId);
    const { workflow } = stored;
    const bandSet = (await scorerInUse(tx, tenantId))?.bands ?? { bands: [] };
    const workers = await getWorkers(tx, tenantId);
    const workerOf = new Map(workers.map((worker) => [worker.userId, worker]));
    const ids = stored.people.map(({ userId }) => userId);
    const loads = await loadsOf(tx, tenantId, ids, { now: moment, bandSet, workflow });
    const people = stored.people.map((person) => ({
      ...person,
      name: workerOf.get(person.userId)?.name ?? "Unnamed",
      load: loads.get(person.userId) ?? 0,
      lastAssignedAt: workerOf.get(person.userId)?.lastAssignedAt?.getTime() ?? null,
    }));
    const at = moment.getTime();
    return {
      version: versionOf(stored, "routing"),
      ...workflow.routing,
      people: people.toSorted((a, b) => a.name.localeCompare(b.name, "en")),
      workers: workers.map(({ userId, name }) => ({ userId, name })),
      places: await getPlaces(tx, tenantId),
      band: bandSet.bands[0]?.name ?? "Hot",
      opensAt: isWorkingTime(at, workflow) ? null : workingTimeFrom(at, workflow),
      timeZone: workflow.timeZone,
    };
  });
}

const DELIVERIES = 20;

export async function loadAlertsSettings(): Promise<AlertsSettingsPage> {
  const { tenantId, email, timeZone } = await requireMember("workflow.manage");
  const { stored, deliveries, band } = await withTenant(tenantId, async (tx) => ({
    stored: await getStoredSettings(tx, tenantId),
    deliveries: await getDeliveries(tx, tenantId, DELIVERIES),
    band: (await scorerInUse(tx, tenantId))?.bands.bands[0]?.name ?? "Hot",
  }));
  const { slackUrl, ...alerts } = stored.workflow.alerts;
  const { SMTP_URL, MAIL_FROM = "" } = env();
  const context = { now: now().getTime(), timeZone };
  return {
    version: versionOf(stored, "alerts"),
    ...alerts,
    slack: slackUrl === null ? null : maskAddress(slackUrl),
    mail: SMTP_URL === undefined ? null : { host: new URL(SMTP_URL).hostname, from: MAIL_FROM },
    myEmail: email,
    band,
    deliveries: deliveries.map((row) => ({
      ...{ id: row.id, status: row.status, attempts: row.attempts, lastError: row.lastError },
      what: deliveryWhat(row),
      href: row.leadId === null ? null : `/leads/${row.leadId}`,
      to: deliveryTo(row.channel, row.channel === "email" ? row.target : maskAddress(row.target)),
      when: deliveryWhen(row.createdAt.getTime(), context),
    })),
  };
}

export async function loadNurtureSettings(): Promise<NurtureSettingsPage> {
  const { tenantId } = await requireMember("workflow.manage");
  const { stored, enrolled, bands } = await withTenant(tenantId, async (tx) => ({
    stored: await getStoredSettings(tx, tenantId),
    enrolled: await tx.nurtureEnrolment.count({ where: { tenantId, leftAt: null } }),
    bands: (await scorerInUse(tx, tenantId))?.bands.bands ?? [],
  }));
  const { webhookUrl, ...nurture } = stored.workflow.nurture;
  return {
    version: versionOf(stored, "nurture"),
    ...nurture,
    webhook: webhookUrl === null ? null : maskAddress(webhookUrl),
    band: bands[1]?.name ?? "Warm",
    enrolled,
  };
}

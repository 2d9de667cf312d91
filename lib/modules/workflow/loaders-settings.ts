import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { isWorkingTime, workingTimeFrom } from "./clock";
import { getPlaces, getStoredSettings, getWorkers } from "./data-settings";
import { callWithinMinutes } from "./response";
import { loadsOf } from "./route-leads";
import { versionOf } from "./settings-parts";
import type { HoursPage, QueuePage, RoutingPage } from "./types-settings";

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

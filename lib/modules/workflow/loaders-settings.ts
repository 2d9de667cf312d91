import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { getStoredSettings } from "./data-settings";
import { callWithinMinutes } from "./response";
import { versionOf } from "./settings-parts";
import type { HoursPage, QueuePage } from "./types-settings";

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

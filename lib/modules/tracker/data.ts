import type { TenantTx } from "@/lib/platform/db/client";
import { type TrackerSettings, trackerSettingsSchema } from "./types";

export async function getTrackerSettings(tx: TenantTx, tenantId: string): Promise<TrackerSettings> {
  const row = await tx.workspaceSettings.findUnique({ where: { tenantId }, select: { tracker: true } });
  return trackerSettingsSchema.parse(row?.tracker ?? {});
}

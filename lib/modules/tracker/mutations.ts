import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { getTrackerSettings } from "./data";
import type { TrackerSettings } from "./types";

/** Names what is stored: two people who began with the same version saw the same. */
export const versionOf = (settings: TrackerSettings): string =>
  sha256Hex(canonicalJson(settings)).slice(0, 24);

/**
 * Saves the settings where they are still what the person saw, and notes what they were. Two people who save at once
 * are put in order by the lock on the workspace's row: the second is told.
 */
export async function saveTrackerSettings(
  tx: TenantTx,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  version: string,
  settings: TrackerSettings,
): Promise<{ readonly isSaved: boolean; readonly version: string }> {
  await tx.$queryRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const before = await getTrackerSettings(tx, tenantId);
  const current = versionOf(before);
  if (current !== version) return { isSaved: false, version: current };
  const next = versionOf(settings);
  if (next === current) return { isSaved: true, version: next };
  await tx.workspaceSettings.update({ where: { tenantId }, data: { tracker: settings } });
  await writeAudit(tx, {
    ...{ tenantId, actorId: userId, action: "tracker.changed", subjectType: "tracker", subjectId: null },
    details: { before, after: settings },
  });
  return { isSaved: true, version: next };
}

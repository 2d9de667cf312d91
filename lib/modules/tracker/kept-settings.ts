import { withTenant } from "@/lib/platform/db/client";
import { getTrackerSettings } from "./data";
import type { TrackerSettings } from "./types";

/** A change of the settings is in force everywhere within this time. */
const KEPT_MS = 5_000;
const MOST_KEPT = 1_000;

const kept = new Map<string, { readonly until: number; readonly settings: Promise<TrackerSettings> }>();

/** The tenant's settings, read at most every few seconds: every page view of every site asks for them. */
export function keptTrackerSettings(tenantId: string, now: Date): Promise<TrackerSettings> {
  const known = kept.get(tenantId);
  if (known && known.until > now.getTime()) return known.settings;
  if (kept.size >= MOST_KEPT) kept.clear();
  const settings = withTenant(tenantId, (tx) => getTrackerSettings(tx, tenantId));
  kept.set(tenantId, { until: now.getTime() + KEPT_MS, settings });
  settings.catch(() => kept.delete(tenantId));
  return settings;
}

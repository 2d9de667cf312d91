import { ensureWriteKey } from "@/lib/modules/keys/mutations";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { publicOrigin } from "@/lib/platform/public-origin";
import { getSeenEvents, getTrackerSettings } from "./data";
import { versionOf } from "./mutations";
import type { TrackerPage } from "./types";

/** What somebody needs who puts the tracker on a site, and what came of it. */
export async function loadTrackerPage(): Promise<TrackerPage> {
  const { tenantId, userId, timeZone } = await requireMember("keys.manage");
  const moment = now();
  return withTenant(tenantId, async (tx) => {
    const settings = await getTrackerSettings(tx, tenantId);
    return {
      ...{ settings, version: versionOf(settings), origin: publicOrigin(), timeZone },
      writeKey: await ensureWriteKey(tx, tenantId, { actorId: userId, now: moment }),
      seen: await getSeenEvents(tx, tenantId, moment),
      now: moment.getTime(),
    };
  });
}

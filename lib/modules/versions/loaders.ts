import { rescoreProgress } from "@/lib/modules/models/data";
import { countLeads, switchesOf } from "@/lib/modules/models/data-registry";
import { periodsOf } from "@/lib/modules/models/periods";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { publishedVersions, signalNames } from "./data";
import type { VersionsComparison, VersionsPage } from "./types";
import { compared, versionLines } from "./view";

/** Every published configuration, and two of them laid beside each other where the address names them. */
export async function loadVersions(pair: {
  readonly a?: string | string[] | undefined;
  readonly b?: string | string[] | undefined;
}): Promise<VersionsPage & { readonly comparison: VersionsComparison | null }> {
  const { tenantId, timeZone } = await requireMember("scoring.manage");
  return withTenant(tenantId, async (tx) => {
    const inUse = await scorerInUse(tx, tenantId);
    if (!inUse) throw new Error("this workspace has no published scorer");
    const parts = {
      versions: await publishedVersions(tx, tenantId),
      periods: periodsOf(await switchesOf(tx, tenantId)),
      activeId: inUse.id,
      signalName: await signalNames(tx, tenantId),
      time: { now: now().getTime(), timeZone },
    };
    const rescoring = await rescoreProgress(tx, tenantId);
    return {
      versions: versionLines(parts),
      active: { id: inUse.id, title: inUse.version },
      leads: (await countLeads(tx, tenantId)).all,
      rescoring: rescoring.done < rescoring.total ? { version: inUse.version, ...rescoring } : null,
      comparison:
        typeof pair.a === "string" && typeof pair.b === "string" ? compared(parts, pair.a, pair.b) : null,
    };
  });
}

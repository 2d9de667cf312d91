import { notFound } from "next/navigation";
import { z } from "zod";
import type { BandSet } from "@/lib/core/scoring/types";
import { requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { log } from "@/lib/platform/log";
import { scorerById } from "../scoring/data";
import { scorerInUse } from "../scoring/in-use";
import { compareData } from "./compare-view";
import { listVersions } from "./data";
import { figuresOfRuns } from "./data-registry";
import { flipsOf } from "./flips";
import { flipsData } from "./flips-view";
import type { CompareData, FlipsData } from "./types-screen";

const ids = z.object({ a: z.uuid(), b: z.uuid() });

/** Two versions of this workspace; the one in use comes first whichever way round they were asked for. */
export async function loadCompare(asked: { a: unknown; b: unknown }): Promise<CompareData> {
  const { tenantId, timeZone, role } = await requireMember("models.read");
  const parsed = ids.safeParse(asked);
  if (!parsed.success || parsed.data.a === parsed.data.b) notFound();
  const { a, b } = parsed.data;
  return withTenant(tenantId, async (tx) => {
    const versions = await listVersions(tx, tenantId);
    const [one, other] = [a, b].map((id) => versions.find((version) => version.id === id));
    if (!one || !other) notFound();
    const [first, second] = other.isActive ? [other, one] : [one, other];
    return compareData({
      ...{ first, second, versions },
      figures: await figuresOfRuns(tx, tenantId),
      mayPublish: can(role, "models.publish"),
      time: { now: now().getTime(), timeZone },
    });
  });
}

/** Who changes band if this version takes over; null where there is none such, or it could not be worked out. */
export async function loadFlips(id: string): Promise<FlipsData | null> {
  const { tenantId } = await requireMember("models.read");
  const bands = await withTenant(tenantId, async (tx) => ({
    current: (await scorerInUse(tx, tenantId))?.bands,
    candidate: await bandsOf(tx, tenantId, id),
  }));
  const { current, candidate } = bands;
  if (!current || !candidate) return null;
  try {
    const flips = await flipsOf(tenantId, id, now());
    return flips && flipsData(flips, current, candidate);
  } catch (error) {
    // The rest of the page stands without it, and says that this does not.
    log.error("who changes band could not be worked out", error, { tenantId, scorerId: id });
    return null;
  }
}

async function bandsOf(tx: TenantTx, tenantId: string, id: string): Promise<BandSet | null> {
  const model = await tx.model.findFirst({ where: { tenantId, id }, select: { bands: true } });
  if (model) return model.bands as unknown as BandSet;
  return (await scorerById(tx, id))?.bandSet ?? null;
}

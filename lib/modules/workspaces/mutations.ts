import { weightedRuleSet } from "@/lib/core/rules/presets";
import type { MarketSettings } from "@/lib/core/signals/types";
import { publishRuleSet } from "@/lib/modules/scoring/rule-sets";
import { now } from "@/lib/platform/clock";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { withOwner } from "@/lib/platform/db/owner";
import { newId } from "@/lib/platform/ids";
import { slugOf } from "./slug";
import { DEFAULT_WORKING_HOURS, UNSTATED_MARKET, type WorkingHours, type Workspace } from "./types";

export { workspaceBySlugOrName } from "./data";

export interface NewWorkspace {
  readonly name: string;
  /** IANA zone; UTC when not given. */
  readonly timeZone?: string;
  readonly isDemo?: boolean;
  readonly market?: MarketSettings;
  readonly workingHours?: WorkingHours;
}

/** A workspace that can score from its first lead on: settings and the weighted rule set, published. */
export async function createWorkspace(wish: NewWorkspace): Promise<Workspace> {
  const tenantId = newId();
  const tenant = await globalDb().tenant.create({
    data: {
      id: tenantId,
      slug: await freeSlug(wish.name),
      name: wish.name.trim(),
      timeZone: wish.timeZone ?? "Etc/UTC",
      isDemo: wish.isDemo ?? false,
    },
  });
  const market = wish.market ?? UNSTATED_MARKET;
  await withTenant(tenantId, async (tx) => {
    await tx.workspaceSettings.create({
      data: {
        tenantId,
        market: market as object,
        workingHours: (wish.workingHours ?? DEFAULT_WORKING_HOURS) as object,
      },
    });
    await publishRuleSet(
      tx,
      tenantId,
      { ...weightedRuleSet(), market },
      {
        actorId: null,
        note: "Weighted rules, as a workspace begins",
        now: now(),
      },
    );
  });
  return { tenantId, slug: tenant.slug, name: tenant.name, timeZone: tenant.timeZone, isDemo: tenant.isDemo };
}

/** Deletes a workspace and everything in it. Only the owner's connection may; the runtime role has no right to. */
export async function removeWorkspace(tenantId: string): Promise<void> {
  await withOwner(tenantId, async (client) => {
    // Events of anonymous visitors hang on nothing that the workspace's row takes along.
    await client.query("DELETE FROM events");
    await client.query("DELETE FROM event_flags");
    await client.query("DELETE FROM tenants WHERE id = $1", [tenantId]);
  });
}

async function freeSlug(name: string): Promise<string> {
  const base = slugOf(name);
  const taken = await globalDb().tenant.findMany({
    where: { slug: { startsWith: base } },
    select: { slug: true },
  });
  const slugs = new Set(taken.map((row) => row.slug));
  if (!slugs.has(base)) return base;
  let number = 2;
  while (slugs.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

import { globalDb } from "@/lib/platform/db/client";
import type { Workspace } from "./types";

const columns = { id: true, slug: true, name: true, timeZone: true, isDemo: true } as const;

const toWorkspace = (row: {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  isDemo: boolean;
}): Workspace => ({
  tenantId: row.id,
  slug: row.slug,
  name: row.name,
  timeZone: row.timeZone,
  isDemo: row.isDemo,
});

/** The workspace with this slug, or else with exactly this name whatever its case; null when there is none. */
export async function workspaceBySlugOrName(text: string): Promise<Workspace | null> {
  const bySlug = await globalDb().tenant.findUnique({ where: { slug: text }, select: columns });
  if (bySlug) return toWorkspace(bySlug);
  const byName = await globalDb().tenant.findFirst({
    where: { name: { equals: text, mode: "insensitive" } },
    orderBy: { createdAt: "asc" },
    select: columns,
  });
  return byName ? toWorkspace(byName) : null;
}

export async function demoWorkspace(): Promise<Workspace | null> {
  const row = await globalDb().tenant.findFirst({ where: { isDemo: true }, select: columns });
  return row ? toWorkspace(row) : null;
}

/** Whether somebody deleted the demo: then it does not come back by itself. */
export async function demoWasDeleted(): Promise<boolean> {
  return (await globalDb().deletedWorkspace.count({ where: { wasDemo: true } })) > 0;
}

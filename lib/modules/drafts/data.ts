import { publishedVersion } from "@/lib/modules/scoring/in-use";
import type { TenantTx } from "@/lib/platform/db/client";
import { DRAFT_SCHEMAS, type Draft, type DraftKind } from "./types";

/**
 * What this person was changing; null for nothing, and for what an older program kept in a shape that is not read any
 * more: a draft is no record, and a page that cannot open helps nobody.
 */
export async function getDraft<Kind extends DraftKind>(
  tx: TenantTx,
  tenantId: string,
  userId: string,
  kind: Kind,
): Promise<Draft<Kind> | null> {
  const row = await tx.scoringDraft.findUnique({
    where: { tenantId_userId_kind: { tenantId, userId, kind } },
  });
  if (!row) return null;
  const read = DRAFT_SCHEMAS[kind].safeParse(row.content);
  const baseVersion = (await publishedVersion(tx, tenantId, row.baseId))?.version ?? null;
  if (!read.success || baseVersion === null) return null;
  return { kind, content: read.data, baseId: row.baseId, baseVersion, keptAt: row.updatedAt.getTime() };
}

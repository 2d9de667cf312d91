import { publishedVersion } from "@/lib/modules/scoring/in-use";
import type { TenantTx } from "@/lib/platform/db/client";
import type { DraftContents, DraftKind } from "./types";

export interface DraftScope {
  readonly tenantId: string;
  readonly userId: string;
  readonly now: Date;
}

/**
 * Keeps what somebody is changing, in place of what they kept before. Without an audit: it changes nothing for anybody
 * else, and a line a second would bury what does.
 *
 * @returns false where the version it was begun from is not among the workspace's.
 */
export async function keepDraft<Kind extends DraftKind>(
  tx: TenantTx,
  { tenantId, userId, now }: DraftScope,
  {
    kind,
    baseId,
    content,
  }: { readonly kind: Kind; readonly baseId: string; readonly content: DraftContents[Kind] },
): Promise<boolean> {
  if ((await publishedVersion(tx, tenantId, baseId)) === null) return false;
  // NaN is what no figure could be read from; JSON knows it as null.
  const json = JSON.parse(JSON.stringify(content)) as object;
  await tx.scoringDraft.upsert({
    where: { tenantId_userId_kind: { tenantId, userId, kind } },
    create: { tenantId, userId, kind, baseId, content: json, updatedAt: now },
    update: { baseId, content: json, updatedAt: now },
  });
  return true;
}

/** Forgets what somebody was changing; nothing where there is nothing. */
export async function dropDraft(
  tx: TenantTx,
  { tenantId, userId }: Pick<DraftScope, "tenantId" | "userId">,
  kind: DraftKind,
): Promise<void> {
  await tx.scoringDraft.deleteMany({ where: { tenantId, userId, kind } });
}

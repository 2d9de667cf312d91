import type { Member } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import type { TenantTx } from "@/lib/platform/db/client";
import { normaliseQuery } from "./normalise";
import type { SavedView, ViewPage } from "./types";

/** What one person keeps or was given, of one page or of all; own ones first, each by name. */
export async function getViews(
  tx: TenantTx,
  { tenantId, userId, role }: Pick<Member, "tenantId" | "userId" | "role">,
  page?: ViewPage,
): Promise<(SavedView & { readonly page: ViewPage })[]> {
  const rows = await tx.$queryRaw<
    {
      id: string;
      page: ViewPage;
      name: string;
      query: string;
      shared: boolean;
      mine: boolean;
      owner: string | null;
    }[]
  >`
    SELECT v.id, v.page, v.name, v.query, v.shared, v.user_id = ${userId}::uuid AS mine, u.name AS owner
      FROM saved_views v LEFT JOIN users u ON u.id = v.user_id
     WHERE v.tenant_id = ${tenantId}::uuid AND (v.user_id = ${userId}::uuid OR v.shared)
       AND (${page ?? null}::text IS NULL OR v.page = ${page ?? null}::text)
     ORDER BY mine DESC, lower(v.name), v.id LIMIT 500`;
  const mayTidy = can(role, "views.tidy");
  return rows.map(({ owner, ...row }) => ({
    ...row,
    query: normaliseQuery(row.page, row.query),
    owner: row.mine ? null : owner,
    mayDelete: row.mine || (row.shared && mayTidy),
  }));
}

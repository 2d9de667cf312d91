import { requireMember } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { getViews } from "./data";
import type { SavedView, ViewPage } from "./types";

/** The views of a page that its reader keeps or was given. */
export async function loadViews(page: ViewPage): Promise<readonly SavedView[]> {
  const member = await requireMember("views.keep");
  return withTenant(member.tenantId, (tx) => getViews(tx, member, page));
}

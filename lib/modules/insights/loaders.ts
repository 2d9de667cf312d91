import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import type { InsightsQuery } from "./query-url";
import { readInsights } from "./read";
import type { InsightsData } from "./types";

/** What scoring brought: everything on the insights page. */
export async function loadInsights(query: InsightsQuery): Promise<InsightsData> {
  const { tenantId } = await requireMember("insights.read");
  return withTenant(tenantId, (tx) => readInsights(tx, tenantId, query, now()));
}

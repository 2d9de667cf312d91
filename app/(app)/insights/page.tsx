import type { Metadata } from "next";
import { InsightsScreen } from "@/components/insights/insights-screen";
import { loadInsights } from "@/lib/modules/insights/loaders";
import { parseInsightsQuery, type RawInsightsParams } from "@/lib/modules/insights/query";
import { requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";

export const metadata: Metadata = { title: "Insights" };

export default async function InsightsPage({ searchParams }: { searchParams: Promise<RawInsightsParams> }) {
  const query = parseInsightsQuery(await searchParams);
  const member = await requireMember("insights.read");
  return (
    <InsightsScreen
      query={query}
      data={await loadInsights(query)}
      workspace={member.tenantName}
      canImport={can(member.role, "leads.import")}
    />
  );
}

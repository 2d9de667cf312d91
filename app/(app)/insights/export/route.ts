import type { NextRequest } from "next/server";
import { openInsightsExport } from "@/lib/modules/insights/loaders-export";
import { parseInsightsQuery } from "@/lib/modules/insights/query";
import { memberForAction } from "@/lib/platform/auth/member";
import { refusalStatus } from "@/lib/platform/json-answer";

const refused = (message: string, status: number) =>
  new Response(`${message}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

/** The tables of the page as it is filtered, as an archive of CSV files. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = await memberForAction("insights.read");
  if (!asked.ok) return refused(asked.message, refusalStatus(asked.code));
  const query = parseInsightsQuery(Object.fromEntries(request.nextUrl.searchParams));
  const made = await openInsightsExport(asked.member, query);
  if (made === null)
    return refused("There are no figures to take along yet. Open Insights once they are counted.", 404);
  return new Response(made.body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${made.fileName}"`,
      "cache-control": "no-store",
    },
  });
}

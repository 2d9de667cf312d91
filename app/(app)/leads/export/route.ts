import type { NextRequest } from "next/server";
import { openLeadExport } from "@/lib/modules/leads/loaders-export";
import { parseLeadQuery, rawParams } from "@/lib/modules/leads/query";
import { isLeadId } from "@/lib/modules/leads/query-lead";
import { memberForAction } from "@/lib/platform/auth/member";
import { csvStream } from "@/lib/platform/csv/write";
import { refusalStatus } from "@/lib/platform/json-answer";

const MOST_SELECTED = 200;

/** The current filter, or the selected leads, as a CSV file. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = await memberForAction("leads.export");
  if (!asked.ok)
    return new Response(`${asked.message}\n`, {
      status: refusalStatus(asked.code),
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const { searchParams } = request.nextUrl;
  const ids = searchParams.getAll("id").filter(isLeadId).slice(0, MOST_SELECTED);
  const query = { ...parseLeadQuery(rawParams(searchParams)), cursor: null };
  const { fileName, header, batches } = await openLeadExport(
    asked.member,
    query,
    searchParams.has("id") ? ids : null,
  );
  return new Response(csvStream(header, batches), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}

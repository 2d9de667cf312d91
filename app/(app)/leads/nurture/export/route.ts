import type { NextRequest } from "next/server";
import { nurtureState, openNurtureExport } from "@/lib/modules/nurture/loaders";
import { memberForAction } from "@/lib/platform/auth/member";
import { csvStream } from "@/lib/platform/csv/write";
import { refusalStatus } from "@/lib/platform/json-answer";

/** The list of leads in nurture, or of those who left, as a CSV file. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = await memberForAction("leads.export");
  if (!asked.ok)
    return new Response(`${asked.message}\n`, {
      status: refusalStatus(asked.code),
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const state = nurtureState(request.nextUrl.searchParams.get("state"));
  const { fileName, header, batches } = await openNurtureExport(asked.member, state);
  return new Response(csvStream(header, batches), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}

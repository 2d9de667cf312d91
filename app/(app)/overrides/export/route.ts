import type { NextRequest } from "next/server";
import { openLedgerExport } from "@/lib/modules/overrides/loaders-ledger-export";
import { parseLedgerQuery, rawLedgerParams } from "@/lib/modules/overrides/query-ledger";
import { memberForAction } from "@/lib/platform/auth/member";
import { csvStream } from "@/lib/platform/csv/write";
import { refusalStatus } from "@/lib/platform/json-answer";

/** The filtered ledger as a CSV file. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = await memberForAction("overrides.read");
  if (!asked.ok)
    return new Response(`${asked.message}\n`, {
      status: refusalStatus(asked.code),
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const query = parseLedgerQuery(rawLedgerParams(request.nextUrl.searchParams));
  const { fileName, header, batches } = await openLedgerExport(asked.member, query);
  return new Response(csvStream(header, batches), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}

import type { NextRequest } from "next/server";
import { openScoreExport } from "@/lib/modules/crm/loaders-export";
import { memberForAction } from "@/lib/platform/auth/member";
import { csvStream } from "@/lib/platform/csv/write";
import { refusalStatus } from "@/lib/platform/json-answer";

const plain = (text: string, status: number) =>
  new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

/** Scores that changed since a day (`?since=2026-11-01`, the workspace's midnight) or a moment, as a CSV file. */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = await memberForAction("leads.export");
  if (!asked.ok) return plain(asked.message, refusalStatus(asked.code));
  const opened = await openScoreExport(asked.member, request.nextUrl.searchParams.get("since") ?? "");
  if (!opened) return plain("Write since when: ?since=2026-11-01, or a moment as 2026-11-01T08:00:00Z.", 400);
  return new Response(csvStream(opened.header, opened.batches), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${opened.fileName}"`,
      "cache-control": "no-store",
    },
  });
}

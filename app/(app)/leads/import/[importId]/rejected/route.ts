import { loadRejectionBatches } from "@/lib/modules/imports/loaders";
import { csvStream } from "@/lib/platform/csv/write";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** The rows that stayed out, as a file to correct by. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ importId: string }> },
): Promise<Response> {
  const { importId } = await params;
  const answer = await loadRejectionBatches(importId);
  if (!answer.ok)
    return Response.json(answer, {
      status: refusalStatus(answer.code),
    });
  return new Response(csvStream(["line", "reason", "value"], answer.batches), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="kept-out-${importId.slice(-8)}.csv"`,
      "cache-control": "no-store",
    },
  });
}

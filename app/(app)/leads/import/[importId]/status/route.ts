import { loadImportStatus } from "@/lib/modules/imports/loaders";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** How far an import is; the page asks once a second. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ importId: string }> },
): Promise<Response> {
  const answer = await loadImportStatus((await params).importId);
  return Response.json(answer.ok ? answer.status : answer, {
    status: answer.ok ? 200 : refusalStatus(answer.code),
    headers: { "cache-control": "no-store" },
  });
}

import { loadRunStatus } from "@/lib/modules/training/loaders";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** How far a training run is; the page asks once a second. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const answer = await loadRunStatus((await params).id);
  return Response.json(answer.ok ? answer.data : answer, {
    status: answer.ok ? 200 : refusalStatus(answer.code),
    headers: { "cache-control": "no-store" },
  });
}

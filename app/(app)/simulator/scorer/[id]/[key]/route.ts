import { loadServedScorer } from "@/lib/modules/simulator/loaders";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** A published scorer for the browser: its address names its content, so that it never needs to be asked for again. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string; key: string }> },
): Promise<Response> {
  const { id, key } = await params;
  const answer = await loadServedScorer(id, key);
  if (!answer.ok)
    return Response.json(answer, {
      status: refusalStatus(answer.code),
      headers: { "cache-control": "no-store" },
    });
  return new Response(answer.text, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
}

import { loadRescoring } from "@/lib/modules/models/loaders";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** How many leads the version in use has scored; the registry asks once a second while rescoring follows. */
export async function GET(): Promise<Response> {
  const answer = await loadRescoring();
  return Response.json(answer.ok ? answer.data : answer, {
    status: answer.ok ? 200 : refusalStatus(answer.code),
    headers: { "cache-control": "no-store" },
  });
}

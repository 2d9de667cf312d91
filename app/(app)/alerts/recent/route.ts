import { loadBell } from "@/lib/modules/alerts/loaders";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** What the bell shows now; asked when something changed and when somebody comes back to the window. */
export async function GET(): Promise<Response> {
  const answer = await loadBell();
  return Response.json(answer.ok ? answer.bell : answer, {
    status: answer.ok ? 200 : refusalStatus(answer.code),
    headers: { "cache-control": "no-store" },
  });
}

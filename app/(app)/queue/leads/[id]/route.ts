import { loadQueueLead } from "@/lib/modules/queue/loaders";
import { jsonAnswer } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** One lead of the queue, whole. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return jsonAnswer(await loadQueueLead((await params).id));
}

import { loadQueueMarks } from "@/lib/modules/queue/loaders";
import { parseQueueQuery } from "@/lib/modules/queue/query";
import { jsonAnswer } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** Which leads are in the queue now: an open page sees what came and what went. */
export async function GET(request: Request): Promise<Response> {
  return jsonAnswer(
    await loadQueueMarks(parseQueueQuery(Object.fromEntries(new URL(request.url).searchParams))),
  );
}

import { loadQueueView } from "@/lib/modules/queue/loaders";
import { parseQueueQuery } from "@/lib/modules/queue/query";
import { jsonAnswer } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** The queue in its present order, when somebody takes new leads in. */
export async function GET(request: Request): Promise<Response> {
  return jsonAnswer(
    await loadQueueView(parseQueueQuery(Object.fromEntries(new URL(request.url).searchParams))),
  );
}

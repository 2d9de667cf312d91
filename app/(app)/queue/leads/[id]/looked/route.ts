import { rememberLook } from "@/lib/modules/queue/loaders";
import { jsonAnswer } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** Somebody has had this lead before their eyes; sent as a beacon when they go on. */
export async function POST(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return jsonAnswer(await rememberLook((await params).id));
}

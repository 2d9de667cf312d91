import { loadRulesSample } from "@/lib/modules/rules/loaders";
import { jsonAnswer } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** Leads measured now, by the market lists of a draft where the body names them: the page scores them itself. */
export async function POST(request: Request): Promise<Response> {
  return jsonAnswer(await loadRulesSample(await request.json().catch(() => null)));
}

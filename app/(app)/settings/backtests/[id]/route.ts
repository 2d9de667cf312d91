import { loadBacktest } from "@/lib/modules/backtests/loaders";
import { jsonAnswer } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

/** How far a backtest is; the page that started it asks twice a second. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return jsonAnswer(await loadBacktest((await params).id));
}

import { memberForAction } from "@/lib/platform/auth/member";
import { listenFor } from "@/lib/platform/live";

export const dynamic = "force-dynamic";

/** Changes that come at once are told once. */
const GATHER_MS = 200;
const HEARTBEAT_MS = 20_000;
/** The stream ends after this and the browser asks again: a session that ended is noticed. */
const LONGEST_MS = 5 * 60_000;

/** Server-sent events: "something of this workspace changed, look again". Never what: that is asked for with rights. */
export async function GET(request: Request): Promise<Response> {
  const asked = await memberForAction();
  if (!asked.ok) return Response.json(asked, { status: 401 });
  const { tenantId } = asked.member;
  const text = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (line: string) => controller.enqueue(text.encode(line));
      let gathering: NodeJS.Timeout | null = null;
      const stop = listenFor(tenantId, () => {
        gathering ??= setTimeout(() => {
          gathering = null;
          say("event: change\ndata: {}\n\n");
        }, GATHER_MS);
      });
      const heartbeat = setInterval(() => say(": here\n\n"), HEARTBEAT_MS);
      const longest = setTimeout(() => end(), LONGEST_MS);
      end = () => {
        end = () => {};
        stop();
        clearInterval(heartbeat);
        clearTimeout(longest);
        if (gathering) clearTimeout(gathering);
        controller.close();
      };
      request.signal.addEventListener("abort", () => end());
      say("retry: 2000\n\nevent: change\ndata: {}\n\n");
    },
    cancel: () => end(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform: compressing would hold lines back.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

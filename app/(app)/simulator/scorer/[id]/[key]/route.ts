import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { loadServedScorer } from "@/lib/modules/simulator/loaders";
import { refusalStatus } from "@/lib/platform/json-answer";

export const dynamic = "force-dynamic";

const zipped = promisify(gzip);

/**
 * A published scorer for the browser, as gzipped JSON: Next lets no route say how its answer is encoded, so the reader
 * unpacks it. The address names the content, which never needs to be asked for again.
 */
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
  return new Response(new Uint8Array(await zipped(answer.text)), {
    headers: {
      "content-type": "application/gzip",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
}

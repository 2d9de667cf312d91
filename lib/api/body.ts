import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { headerOf, incomingOf } from "./answer";
import { ApiError } from "./errors";
import type { ApiEnv } from "./types";

/** Deeper JSON is nobody's data. */
const DEEPEST = 24;

export const JSON_BODY_BYTES = 256 * 1024;

/**
 * The request's body as JSON.
 *
 * @throws ApiError 415 for another content type or a packed body, 413 above `mostBytes`, 400 where it is no JSON or nested too deep.
 */
export async function readJson(context: Context<ApiEnv>, mostBytes = JSON_BODY_BYTES): Promise<unknown> {
  const type = headerOf(context, "content-type");
  if (!type || !/^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i.test(type))
    throw new ApiError(415, "Send JSON, with the header content-type: application/json.");
  return parseJson(await readText(context, mostBytes));
}

/** @throws ApiError 400 where it is no JSON or nested too deep */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(400, text.trim() === "" ? "The body is empty; send JSON." : "The body is not JSON.", {
      code: "malformed_json",
    });
  }
  if (isTooDeep(value, DEEPEST)) throw new ApiError(400, `The body is nested deeper than ${DEEPEST} levels.`);
  return value;
}

/** The body as text (UTF-8). @throws ApiError 415, 413 as `readJson` */
export async function readText(context: Context<ApiEnv>, mostBytes: number): Promise<string> {
  const encoding = headerOf(context, "content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity")
    throw new ApiError(415, "Send the body unpacked, without content-encoding.");
  if (Number(headerOf(context, "content-length") ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const incoming = incomingOf(context);
  if (incoming) return readIncoming(incoming, mostBytes);
  const { body } = context.req.raw;
  if (!body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The body from the server's own message, as it comes; what is too large is not kept. */
function readIncoming(incoming: IncomingMessage, mostBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= mostBytes) chunks.push(chunk);
      else reject(tooLarge(mostBytes));
    });
    incoming.on("end", () =>
      resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString("utf8")),
    );
    // Both come after every request, too; an error is made only where somebody is told of it.
    incoming.on("error", () => reject(cutOff()));
    incoming.on("close", () => {
      if (!incoming.readableEnded) reject(cutOff());
    });
  });
}

/** Nobody is there any more to read it. */
const cutOff = () => new ApiError(400, "The request ended before its body did.");

function tooLarge(mostBytes: number): ApiError {
  const kilobytes = Math.round(mostBytes / 1024);
  const size = kilobytes >= 1024 ? `${Math.round(kilobytes / 1024)} MB` : `${kilobytes} kB`;
  // What was not read yet stays unread: the connection ends with the answer.
  return new ApiError(413, `The body is larger than ${size}; send it in parts.`, {
    headers: { connection: "close" },
  });
}

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isTooDeep(item, levels - 1)) return true;
    return false;
  }
  for (const key in value) if (isTooDeep((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}

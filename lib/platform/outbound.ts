import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { env } from "./env";
import { isPublicAddress } from "./public-address";

/** Why a message did not arrive. What will not change by waiting is final. */
export class OutboundError extends Error {
  readonly final: boolean;
  constructor(message: string, { final, cause }: { final: boolean; cause?: unknown }) {
    super(message, { cause });
    this.name = "OutboundError";
    this.final = final;
  }
}

export interface OutboundOptions {
  /** For everything together: the name, the connection, the answer. */
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Receivers answer "ok"; more than this is not read. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** Answers of 4xx that may be better another time. */
const PASSING = new Set([408, 409, 423, 425, 429]);

/**
 * Sends JSON to an address that somebody typed into a settings page. That address must not reach into our own network:
 * its name is resolved once, every address it has must be public, and the connection goes to one of those and nowhere
 * else, so that DNS cannot change in between. Redirects are not followed.
 *
 * @returns the status, always 2xx, and the answer's beginning
 * @throws OutboundError
 */
export async function postJson(
  address: string,
  body: unknown,
  { timeoutMs = 10_000, headers = {} }: OutboundOptions = {},
): Promise<{ readonly status: number; readonly answer: string }> {
  const anywhere = env().FIRSTCALL_ALLOW_PRIVATE_HOOKS === "1";
  const url = checkedUrl(address, anywhere);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const addresses = await beforeAbort(resolved(url.hostname, anywhere), signal);
    return await send(url, addresses, JSON.stringify(body), headers, signal);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    const message = signal.aborted
      ? `no answer within ${timeoutMs / 1_000} s`
      : `could not be reached: ${error instanceof Error ? error.message : String(error)}`;
    throw new OutboundError(message, { final: false, cause: error });
  }
}

function checkedUrl(address: string, anywhere: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new OutboundError("this is no web address", { final: true });
  if (url.protocol === "http:" && !anywhere)
    throw new OutboundError("only https addresses are used", { final: true });
  if (url.username !== "" || url.password !== "")
    throw new OutboundError("an address with a password in it is not used", { final: true });
  return url;
}

async function resolved(hostname: string, anywhere: boolean): Promise<LookupAddress[]> {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(bare);
  const addresses = family === 0 ? await lookup(bare, { all: true }) : [{ address: bare, family }];
  if (!anywhere && !addresses.every((one) => isPublicAddress(one.address)))
    throw new OutboundError("this address lies in a private network", { final: true });
  return addresses;
}

function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function send(
  url: URL,
  addresses: readonly LookupAddress[],
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      signal,
      // A kept connection would have been resolved by somebody else.
      agent: false,
      lookup: (_hostname, { all }, done) => {
        const first = addresses[0]!;
        if (all) (done as (error: null, found: LookupAddress[]) => void)(null, [...addresses]);
        else done(null, first.address, first.family);
      },
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Firstcall",
        ...headers,
      },
    });
    request.on("error", reject);
    request.once("response", (response) => {
      const status = response.statusCode ?? 0;
      const parts: Buffer[] = [];
      let size = 0;
      const settle = () => {
        const problem = problemOf(status);
        if (problem) reject(problem);
        else resolve({ status, answer: Buffer.concat(parts).toString("utf8") });
      };
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size <= MOST_ANSWER_BYTES) return void parts.push(part);
        settle();
        request.destroy();
      });
      response.once("end", settle);
      response.on("error", reject);
    });
    request.end(body);
  });
}

function problemOf(status: number): OutboundError | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return new OutboundError(`answered ${status}: redirects are not followed`, { final: true });
  return new OutboundError(`answered ${status}`, {
    final: status >= 400 && status < 500 && !PASSING.has(status),
  });
}

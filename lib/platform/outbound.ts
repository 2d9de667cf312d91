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
  /** What was answered, its beginning; null where nobody answered. */
  readonly answered: OutboundAnswer | null;
  constructor(
    message: string,
    { final, cause, answered = null }: { final: boolean; cause?: unknown; answered?: OutboundAnswer | null },
  ) {
    super(message, { cause });
    this.name = "OutboundError";
    this.final = final;
    this.answered = answered;
  }
}

export interface OutboundAnswer {
  readonly status: number;
  /** Its beginning. */
  readonly answer: string;
  /** Seconds of patience that the receiver asked for; null where it did not. */
  readonly retryAfterSeconds: number | null;
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
export function postJson(
  address: string,
  body: unknown,
  options: OutboundOptions = {},
): Promise<OutboundAnswer> {
  return postText(address, JSON.stringify(body), options);
}

/** The same for a body that must arrive letter for letter, because it is signed. */
export async function postText(
  address: string,
  body: string,
  { timeoutMs = 10_000, headers = {} }: OutboundOptions = {},
): Promise<OutboundAnswer> {
  const wish = { method: "POST", body, headers: { "content-type": JSON_TYPE, ...headers } };
  const { status, text, headers: said } = await request(address, wish, timeoutMs, MOST_ANSWER_BYTES);
  const answered = { status, answer: text, retryAfterSeconds: patienceOf(said["retry-after"]) };
  const problem = problemOf(answered);
  if (problem) throw problem;
  return answered;
}

const JSON_TYPE = "application/json; charset=utf-8";

export interface OutboundRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface OutboundResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Any request to an address that somebody typed, under the same rules as a message; whatever is answered is given
 * back, redirects too, which are not followed.
 *
 * @param mostBytes of the answer; a longer one is an error where `isWhole`, else its beginning
 * @throws OutboundError where nobody answered
 */
export async function request(
  address: string,
  wish: OutboundRequest,
  timeoutMs: number,
  mostBytes: number,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): Promise<OutboundResponse> {
  const anywhere = env().FIRSTCALL_ALLOW_PRIVATE_HOOKS === "1";
  const url = checkedUrl(address, anywhere);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const addresses = await beforeAbort(resolved(url.hostname, anywhere), signal);
    return await send(url, addresses, wish, signal, { mostBytes, isWhole });
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

/** What is wrong with an address for all to see, before anybody sends there; null where nothing is. */
export function addressProblem(address: string): string | null {
  const anywhere = env().FIRSTCALL_ALLOW_PRIVATE_HOOKS === "1";
  try {
    const { hostname } = checkedUrl(address, anywhere);
    const bare = hostname.replace(/^\[|\]$/g, "");
    const isPrivate = bare === "localhost" || (isIP(bare) !== 0 && !isPublicAddress(bare));
    return isPrivate && !anywhere
      ? "This address lies in a private network, and nothing is sent there. Use a public one."
      : null;
  } catch {
    return "Only whole addresses that begin with https:// are used.";
  }
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
  { method, headers, body }: OutboundRequest,
  signal: AbortSignal,
  { mostBytes, isWhole }: { readonly mostBytes: number; readonly isWhole: boolean },
): Promise<OutboundResponse> {
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === "https:" ? https : http).request(url, {
      method,
      signal,
      // A kept connection would have been resolved by somebody else.
      agent: false,
      lookup: (_hostname, { all }, done) => {
        const first = addresses[0]!;
        if (all) (done as (error: null, found: LookupAddress[]) => void)(null, [...addresses]);
        else done(null, first.address, first.family);
      },
      headers: {
        ...(body === null ? {} : { "content-length": Buffer.byteLength(body) }),
        "user-agent": "Firstcall",
        ...headers,
      },
    });
    asked.on("error", reject);
    asked.once("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const settle = () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: flat(response.headers),
          text: Buffer.concat(parts).toString("utf8"),
        });
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size <= mostBytes) return void parts.push(part);
        if (isWhole) reject(new OutboundError(`answered more than ${mostBytes} bytes`, { final: true }));
        else settle();
        asked.destroy();
      });
      response.once("end", settle);
      response.on("error", reject);
    });
    asked.end(body ?? undefined);
  });
}

const flat = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );

function problemOf(answered: OutboundAnswer): OutboundError | null {
  const { status } = answered;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return new OutboundError(`answered ${status}: redirects are not followed`, { final: true, answered });
  return new OutboundError(`answered ${status}`, {
    final: status >= 400 && status < 500 && !PASSING.has(status),
    answered,
  });
}

/** Seconds of a Retry-After header; dates are rare there, and are passed over. */
export const patienceOf = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header.trim()) : null;

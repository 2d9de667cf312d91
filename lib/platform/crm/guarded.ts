import { OutboundError, type OutboundRequest, type OutboundResponse, patienceOf, request } from "../outbound";
import { CrmError } from "./types";

const TIMEOUT_MS = 30_000;
/** A description of an object with all its fields is some megabytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * One request to a CRM, under the rules for addresses that somebody typed. What concerns the whole conversation
 * (access, patience, outage) is thrown; what concerns what was asked is given back.
 *
 * @throws CrmError
 */
export async function ask(name: string, address: string, wish: OutboundRequest): Promise<OutboundResponse> {
  let response: OutboundResponse;
  try {
    response = await request(address, wish, TIMEOUT_MS, MOST_BYTES, { isWhole: true });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new CrmError(error.final ? "refused" : "unreachable", `${name}: ${error.message}`);
  }
  const { status, headers, text } = response;
  const patience = patienceOf(headers["retry-after"]);
  const said = messageIn(text);
  if (status === 401) throw new CrmError("access", `${name} does not accept the access (401)${said}`);
  if (status === 429 || (status === 403 && /REQUEST_LIMIT_EXCEEDED/.test(text)))
    throw new CrmError("busy", `${name} asks for patience (${status})${said}`, patience);
  if (status === 403) throw new CrmError("access", `${name} forbids this (403)${said}`);
  if (status >= 500) throw new CrmError("unreachable", `${name} answered ${status}`, patience);
  if (status >= 300 && status < 400)
    throw new CrmError(
      "refused",
      `${name} answered ${status}: redirects are not followed. Check the address`,
    );
  return response;
}

/** ": what they say", where an answer says it in either of their ways. */
export function messageIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const first = (Array.isArray(body) ? body[0] : body) as Record<string, unknown> | undefined;
    const said = first?.message ?? first?.error_description;
    return typeof said === "string" ? `: ${said.slice(0, 300)}` : "";
  } catch {
    return "";
  }
}

import { isIP } from "node:net";

type Headers = Record<string, string | string[] | undefined>;

/**
 * Writes down what only this server knows about a request, over whatever the client may have sent under the same
 * names: the address it came from and the page it asks for.
 */
export function noteRequestFacts(headers: Headers, remoteAddress: string | undefined, url: string): void {
  const address = clientAddress(remoteAddress, headers["x-forwarded-for"]);
  if (address) headers["x-firstcall-address"] = address;
  else delete headers["x-firstcall-address"];
  headers["x-firstcall-path"] = pagePath(url);
}

/**
 * The address a request came from. X-Forwarded-For counts only when a neighbour handed the request on (a proxy on
 * this machine or in the private network), and of it only the last entry, which that neighbour wrote itself.
 */
export function clientAddress(
  remote: string | undefined,
  forwarded: string | string[] | undefined,
): string | null {
  const direct = plain(remote);
  if (direct && !isNeighbour(direct)) return direct;
  const last = plain(
    String(forwarded ?? "")
      .split(",")
      .at(-1),
  );
  return last ?? direct;
}

/** Navigations inside the app carry ?_rsc=…, which is no part of the page's address. */
function pagePath(url: string): string {
  const [path = "/", query = ""] = url.split("?", 2);
  const rest = query.split("&").filter((part) => part !== "" && !part.startsWith("_rsc="));
  return rest.length > 0 ? `${path}?${rest.join("&")}` : path;
}

function plain(text: string | undefined): string | null {
  const address = (text ?? "").trim().replace(/^::ffff:/i, "");
  return isIP(address) ? address : null;
}

function isNeighbour(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(address);
}

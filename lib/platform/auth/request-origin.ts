import { headers } from "next/headers";
import { env } from "../env";

/**
 * Where people reach this installation: NEXTAUTH_URL, or else the host this request came to. Used for links an
 * admin copies by hand, never for anything we send ourselves: a Host header is whatever the client says.
 */
export async function requestOrigin(): Promise<string> {
  const { NEXTAUTH_URL, PORT } = env();
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin;
  const given = await headers();
  const host = given.get("host") ?? `localhost:${PORT}`;
  return `${given.get("x-forwarded-proto") === "https" ? "https" : "http"}://${host}`;
}

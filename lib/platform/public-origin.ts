import { env } from "./env";

/** Where people reach this installation, for links in what we send ourselves; never taken from a request. */
export function publicOrigin(): string {
  const { NEXTAUTH_URL, PORT } = env();
  return NEXTAUTH_URL ? new URL(NEXTAUTH_URL).origin : `http://localhost:${PORT}`;
}

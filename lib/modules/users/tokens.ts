import { randomBytes } from "node:crypto";
import { sha256Hex } from "@/lib/platform/hash";

/** A secret for a link, 256 bits, and what the database keeps of it: who reads the table cannot use the link. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): string {
  return sha256Hex(token);
}

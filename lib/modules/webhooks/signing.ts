import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret, as receivers' libraries take it: "whsec_" and base64. */
export const makeSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;

/** How a secret is recognised once it cannot be shown any more: its last letters before the padding. */
export const lastFourOf = (secret: string): string => secret.replace(/=+$/, "").slice(-4);

export interface SignedHeaders extends Readonly<Record<string, string>> {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
}

/**
 * Headers of one message by Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over id, time and body, under each
 * secret; while a secret is being replaced there are two signatures, and a receiver that knows either is content.
 *
 * @param secrets newest first
 */
export function signedHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  now: Date,
): SignedHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`, "utf8").digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

/** What a secret is for: each purpose has a key of its own, so that one sealed text cannot stand in for another. */
export type SealPurpose = "webhook" | "crm";

/** A sealed text that this installation cannot open: its NEXTAUTH_SECRET is another one, or the text was changed. */
export class SealBrokenError extends Error {
  constructor() {
    super("this secret cannot be read any more: NEXTAUTH_SECRET has changed since it was saved");
    this.name = "SealBrokenError";
  }
}

/**
 * Encrypts a secret that must be used again, for the database: AES-256-GCM under a key derived from NEXTAUTH_SECRET.
 * It opens only with the same purpose and owner (tenant and row), so that a copy in another row is of no use.
 *
 * @returns "v1." and base64url of nonce, tag and ciphertext
 */
export function seal(text: string, purpose: SealPurpose, owner: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
  cipher.setAAD(Buffer.from(`${purpose}:${owner}`, "utf8"));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** @throws SealBrokenError */
export function unseal(sealed: string, purpose: SealPurpose, owner: string): string {
  const bytes = Buffer.from(/^v1\.([\w-]+)$/.exec(sealed)?.[1] ?? "", "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(`${purpose}:${owner}`, "utf8"));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new SealBrokenError();
  }
}

function keyFor(purpose: SealPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "firstcall", `sealed ${purpose}`, 32));
}

import { createHash } from "node:crypto";

/** Lower-case hex of the sha256 of a text (UTF-8). */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** A UUIDv7: sorts by the time it was made, so that inserts land at the end of an index. */
export function newId(): string {
  return v7();
}

/** Whether a text from an address can be an id of ours, as they are written: only then is the database asked. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Random bytes are asked for in stocks: a call for sixteen costs as much as one for thousands. */
const stock = new Uint8Array(4_096);
let used = stock.length;

/**
 * A UUIDv7 for what is made thousands of times a second. Those of one millisecond come in any order.
 */
export function newRequestId(): string {
  if (used + 16 > stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  const random = stock.subarray(used, used + 16);
  used += 16;
  return v7({ random });
}

import { v7 } from "uuid";

/** A UUIDv7: sorts by the time it was made, so that inserts land at the end of an index. */
export function newId(): string {
  return v7();
}

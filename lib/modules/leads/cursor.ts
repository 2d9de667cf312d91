import { z } from "zod";
import { SORT_KEYS, type SortKey } from "./query-url";

/** Where a page ends: the sort values of its last (or first) row, as PostgreSQL prints them, and its id. */
export interface Cursor {
  readonly sort: SortKey;
  /** The row has no value to sort by; such rows come last. */
  readonly missing: boolean;
  readonly values: readonly string[];
  readonly id: string;
}

const EARLIEST_MS = Date.UTC(1, 0, 1);
const LATEST_MS = Date.UTC(9999, 11, 31);
const int = z.string().regex(/^-?\d{1,6}$/);
const numeric = z.string().regex(/^-?\d{1,5}(\.\d{1,4})?$/);
const double = z
  .string()
  .max(32)
  .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/)
  .refine((text) => Number.isFinite(Number(text)));
const text = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const moment = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .refine((ms) => Number(ms) >= EARLIEST_MS && Number(ms) <= LATEST_MS);

const VALUES: Readonly<Record<SortKey, readonly z.ZodType<string>[]>> = {
  score: [int, numeric, double],
  name: [text],
  created: [moment],
  activity: [moment],
  scored: [moment],
};

const shape = z.tuple([
  z.enum(SORT_KEYS),
  z.union([z.literal(0), z.literal(1)]),
  z.array(z.string()),
  z.uuid(),
]);

export function encodeCursor({ sort, missing, values, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, missing ? 1 : 0, values, id])).toString("base64url");
}

/** null for anything that `encodeCursor` did not write for this order: the list then begins at its start. */
export function decodeCursor(token: string, sort: SortKey): Cursor | null {
  let raw: unknown;
  try {
    raw = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  const parsed = shape.safeParse(raw);
  if (!parsed.success || parsed.data[0] !== sort) return null;
  const [, missing, values, id] = parsed.data;
  const wanted = missing === 1 ? [] : VALUES[sort];
  const fits =
    values.length === wanted.length && wanted.every((type, index) => type.safeParse(values[index]).success);
  return fits ? { sort, missing: missing === 1, values, id } : null;
}

import { z } from "zod";
import { LEDGER_DIRECTIONS, LEDGER_STATES, type LedgerQuery } from "./query-ledger-url";
import { OVERRIDE_CATEGORIES } from "./types";

/** What Next hands a page, and what URLSearchParams can be turned into. */
export type RawLedgerParams = Readonly<Record<string, string | readonly string[] | undefined>>;

const MOST_VALUES = 20;

/** The valid ones of a comma-separated list, each once. */
function listOf<T>(raw: RawLedgerParams[string], item: z.ZodType<T>): T[] {
  const texts = raw === undefined ? [] : typeof raw === "string" ? [raw] : raw;
  const parsed = texts
    .flatMap((text) => text.split(","))
    .flatMap((part) => {
      const result = item.safeParse(part.trim());
      return result.success ? [result.data] : [];
    });
  return [...new Set(parsed)].slice(0, MOST_VALUES);
}

/** Reads the filters. Unknown and broken parameters count as absent: an old address still shows a ledger. */
export function parseLedgerQuery(params: RawLedgerParams): LedgerQuery {
  return {
    states: listOf(params.status, z.enum(LEDGER_STATES)),
    directions: listOf(params.direction, z.enum(LEDGER_DIRECTIONS)),
    managers: listOf(params.manager, z.uuid()),
    categories: listOf(params.reason, z.enum(OVERRIDE_CATEGORIES)),
  };
}

export function rawLedgerParams(search: URLSearchParams): RawLedgerParams {
  return Object.fromEntries([...new Set(search.keys())].map((key) => [key, search.getAll(key)]));
}

/** Where a page of the ledger ends. */
export interface LedgerCursor {
  /** Epoch ms. */
  readonly at: number;
  readonly id: string;
}

const cursorShape = z.tuple([z.int().min(0).max(8.64e15), z.uuid()]);

export function encodeLedgerCursor({ at, id }: LedgerCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** null for anything that `encodeLedgerCursor` did not write. */
export function decodeLedgerCursor(token: string): LedgerCursor | null {
  try {
    const parsed = cursorShape.safeParse(JSON.parse(Buffer.from(token, "base64url").toString("utf8")));
    return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : null;
  } catch {
    return null;
  }
}

/** What asking for more rows sends. */
export const moreSchema = z.strictObject({
  query: z.strictObject({
    states: z.array(z.enum(LEDGER_STATES)).max(MOST_VALUES),
    directions: z.array(z.enum(LEDGER_DIRECTIONS)).max(MOST_VALUES),
    managers: z.array(z.uuid()).max(MOST_VALUES),
    categories: z.array(z.enum(OVERRIDE_CATEGORIES)).max(MOST_VALUES),
  }),
  after: z.string().max(200),
});

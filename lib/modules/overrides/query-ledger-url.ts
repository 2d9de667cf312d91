import type { OverrideCategory, OverrideStatus } from "./types";

/** The filters of the ledger as a URL holds them. Reading them is query-ledger.ts. */

/** What became of it, as people ask for it. */
export const LEDGER_STATES = ["active", "requested", "ended", "reverted", "declined", "withdrawn"] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

export const STATE_STATUSES: Readonly<Record<LedgerState, readonly OverrideStatus[]>> = {
  active: ["active"],
  requested: ["requested"],
  ended: ["expired", "replaced"],
  reverted: ["reverted"],
  declined: ["declined"],
  withdrawn: ["withdrawn"],
};

export const LEDGER_DIRECTIONS = ["raised", "lowered"] as const;
export type LedgerDirection = (typeof LEDGER_DIRECTIONS)[number];

export interface LedgerQuery {
  readonly states: readonly LedgerState[];
  readonly directions: readonly LedgerDirection[];
  /** Ids of those who set or decided. */
  readonly managers: readonly string[];
  readonly categories: readonly OverrideCategory[];
}

export const EMPTY_LEDGER_QUERY: LedgerQuery = { states: [], directions: [], managers: [], categories: [] };

export const isLedgerFiltered = (query: LedgerQuery): boolean =>
  Object.values(query).some((values: readonly string[]) => values.length > 0);

/** The one way it is written: a fixed order, nothing for what is not filtered. */
export function ledgerSearch({ states, directions, managers, categories }: LedgerQuery): string {
  const params = new URLSearchParams();
  if (states.length > 0) params.set("status", states.join(","));
  if (directions.length > 0) params.set("direction", directions.join(","));
  if (managers.length > 0) params.set("manager", managers.join(","));
  if (categories.length > 0) params.set("reason", categories.join(","));
  return params.toString().replaceAll("%2C", ",");
}

const withSearch = (path: string, query: LedgerQuery) => {
  const search = ledgerSearch(query);
  return search === "" ? path : `${path}?${search}`;
};

export const ledgerHref = (query: LedgerQuery): string => withSearch("/overrides", query);
export const ledgerExportHref = (query: LedgerQuery): string => withSearch("/overrides/export", query);

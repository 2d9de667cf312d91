import type { MarketSettings } from "./types.ts";

/** A tenant that has said nothing yet: no industry preferred, no territory, no competitor. */
export const EMPTY_MARKET: MarketSettings = {
  industries: { target: [], adjacent: [], poor: [] },
  territories: [],
  competitorDomains: [],
  freeMailDomains: [],
  studentMailDomains: [],
};

import type { MarketSettings } from "@/lib/core/signals/types";
import { COMPETITORS, INDUSTRIES, PLACES } from "./distributions/companies";

const industriesThat = (fit: string) =>
  INDUSTRIES.filter((entry) => entry[2] === fit).map(([name]) => name.toLowerCase());

/** What Halden says about its market. */
export const DEMO_MARKET: MarketSettings = {
  industries: {
    target: industriesThat("target"),
    adjacent: industriesThat("adjacent"),
    poor: industriesThat("poor"),
  },
  territories: PLACES.filter((place) => place[3]).map(([country]) => country.toLowerCase()),
  competitorDomains: [...COMPETITORS],
  freeMailDomains: [],
  studentMailDomains: [],
};

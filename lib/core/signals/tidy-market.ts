import type { MarketSettings } from "./types.ts";

/**
 * Market lists as they are read: lower-cased and trimmed words, each once; domains without "https://", "www.", an "@"
 * or a path. An industry stands in the first of target, adjacent and poor that names it.
 */
export function tidyMarket(market: MarketSettings): MarketSettings {
  const { industries } = market;
  const target = tidyWords(industries.target);
  const adjacent = tidyWords(industries.adjacent).filter((name) => !target.includes(name));
  const poor = tidyWords(industries.poor).filter(
    (name) => !target.includes(name) && !adjacent.includes(name),
  );
  return {
    industries: { target, adjacent, poor },
    territories: tidyWords(market.territories),
    competitorDomains: tidyDomains(market.competitorDomains),
    freeMailDomains: tidyDomains(market.freeMailDomains),
    studentMailDomains: tidyDomains(market.studentMailDomains),
  };
}

function tidyWords(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.trim().replace(/\s+/g, " ").toLowerCase()))].filter(Boolean);
}

function tidyDomains(domains: readonly string[]): string[] {
  return tidyWords(
    domains.map((domain) =>
      domain
        .trim()
        .toLowerCase()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/^.*@/, "")
        .replace(/^www\./, "")
        .replace(/[/?#].*$/, ""),
    ),
  );
}

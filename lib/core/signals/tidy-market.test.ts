import { expect, it } from "vitest";
import { EMPTY_MARKET } from "./market.ts";
import { tidyMarket } from "./tidy-market.ts";

it("tidies what a person typed, and leaves what is tidy", () => {
  const tidy = tidyMarket({
    ...EMPTY_MARKET,
    industries: {
      target: [" FinTech ", "fintech", ""],
      adjacent: ["Fintech", "Media  Group"],
      poor: ["media group", "Mining"],
    },
    territories: ["Norway", "norway "],
    competitorDomains: ["https://www.Rival.example/pricing", "sales@rival.example", "other.example"],
  });
  expect(tidy).toEqual({
    ...EMPTY_MARKET,
    industries: { target: ["fintech"], adjacent: ["media group"], poor: ["mining"] },
    territories: ["norway"],
    competitorDomains: ["rival.example", "other.example"],
  });
  expect(tidyMarket(tidy)).toEqual(tidy);
});

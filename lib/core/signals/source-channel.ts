import { fold } from "./text.ts";

/** Only what plainly means the same is unified; a tenant's own words stay. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  referral: ["reference", "referred", "word of mouth", "recommendation", "customer referral", "empfehlung"],
  partner: ["partners", "channel partner", "partner referral", "reseller"],
  "organic search": ["organic", "seo", "natural search"],
  "paid search": ["ppc", "sem", "cpc", "google ads", "adwords", "google adwords", "bing ads"],
  direct: ["direct traffic", "(direct)", "typed"],
  email: ["e-mail", "mail", "email marketing", "newsletter"],
  event: ["events", "trade show", "tradeshow", "conference", "messe"],
  social: ["social media", "organic social"],
  outbound: ["cold call", "cold calling", "cold outreach", "cold email"],
};

const BY_WORD = new Map(
  Object.entries(SYNONYMS).flatMap(([to, words]) => words.map((word) => [word, to] as const)),
);

/** Lower-cased, trimmed, inner white space collapsed; well-known synonyms unified. */
export function sourceChannelOf(source: string): string {
  const text = source.trim().toLowerCase().replace(/\s+/g, " ");
  return BY_WORD.get(fold(text)) ?? text;
}

import type { Suspicion } from "./types.ts";

/** Says "bot" and is a telephone, or sits in an ordinary browser. */
const INNOCENT = /cubot/gi;

/**
 * Robots name themselves: search engines, previews of chat programs, monitors, feed readers, command-line tools and
 * libraries. What comes in the group is shown as the name.
 */
const ROBOTS: readonly RegExp[] = [
  /([\w-]*(?:bot|crawler|spider))\b/i,
  /\b(crawl[\w-]*|slurp|mediapartners-google|google-inspectiontool|feedfetcher[\w-]*|facebookexternalhit|facebookcatalog|whatsapp|skypeuripreview|bitlybot|embedly|quora link preview|vkshare|w3c_validator|validator\.nu|flipboardproxy|ia_archiver|archive\.org[\w-]*|nutch|scrapy|httrack|chrome-lighthouse|pagespeed|gtmetrix|pingdom[\w.]*|uptimerobot|statuscake|site24x7|newrelicpinger|datadog[\w-]*|checkly|chatgpt-user|claude-web|claude-user|perplexity-user|bytespider|amazonbot|applebot)\b/i,
  /^(curl|wget|python-requests|python-urllib|python-httpx|aiohttp|go-http-client|java|okhttp|axios|node-fetch|undici|got|libwww-perl|lwp[\w:-]*|guzzlehttp|ruby|php|postmanruntime|insomnia|httpie|apache-httpclient|dalvik|node)\b/i,
  /\b(barracuda[\w-]*|mimecast[\w-]*|proofpoint[\w-]*|symantec[\w-]*|messagelabs|trendmicro[\w-]*|forcepoint[\w-]*|cloudmark|fireeye)\b/i,
];

/** The ones of the last line above follow links in mail before a person sees it. */
const MAIL_FILTERS = ROBOTS.length - 1;

const HEADLESS = /headless|phantomjs|slimerjs|puppeteer|playwright|selenium|electron-nightmare|jsdom/i;

/**
 * What an agent's name and the browser's own word give away.
 *
 * @param agent the User-Agent header; null where there was none
 * @param automated the browser says that a program drives it (navigator.webdriver)
 * @returns null for what looks like a person's browser
 */
export function suspiciousAgent(agent: string | null, automated = false): Suspicion | null {
  const name = (agent ?? "").trim().slice(0, 500);
  if (name === "") return { flag: "bot", reason: { key: "no_agent" } };
  if (HEADLESS.test(name)) return { flag: "bot", reason: { key: "headless" } };
  const robot = robotName(name);
  if (robot) return robot;
  return automated ? { flag: "bot", reason: { key: "automated" } } : null;
}

/** A robot by its name alone: for agents that somebody else saw, where an empty one says nothing. */
export function robotName(agent: string): Suspicion | null {
  const plain = agent.slice(0, 500).replace(INNOCENT, "");
  for (const [index, pattern] of ROBOTS.entries()) {
    const name = pattern.exec(plain)?.[1];
    if (name)
      return {
        flag: index === MAIL_FILTERS ? "scanner" : "bot",
        reason: { key: "known_robot", name: name.slice(0, 40) },
      };
  }
  return null;
}

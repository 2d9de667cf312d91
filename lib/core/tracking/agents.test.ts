import { describe, expect, it } from "vitest";
import { robotName, suspiciousAgent } from "./agents";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

describe("suspiciousAgent", () => {
  it.each([
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot"],
    ["Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot"],
    ["Mozilla/5.0 AppleWebKit/537.36; compatible; GPTBot/1.2; +https://openai.com/gptbot", "GPTBot"],
    ["Mozilla/5.0 (compatible; YandexBot/3.0)", "YandexBot"],
    ["Mozilla/5.0 (compatible; Baiduspider/2.0)", "Baiduspider"],
    ["facebookexternalhit/1.1", "facebookexternalhit"],
    ["Slackbot-LinkExpanding 1.0", "Slackbot"],
    ["curl/8.5.0", "curl"],
    ["python-requests/2.32", "python-requests"],
    ["Go-http-client/2.0", "Go-http-client"],
    ["node", "node"],
  ])("knows %s", (agent, name) =>
    expect(suspiciousAgent(agent)).toEqual({ flag: "bot", reason: { key: "known_robot", name } }),
  );

  it("tells a mail filter from other robots", () => {
    expect(robotName("Mozilla/5.0 (compatible; BarracudaCentral 1.0)")).toMatchObject({ flag: "scanner" });
    expect(robotName("Mozilla/5.0 (via ggpht.com GoogleImageProxy)")).toBeNull();
  });

  it.each([
    CHROME,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Linux; Android 12; CUBOT KINGKONG 7) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; Nokia 6.1) AppleWebKit/537.36 Chrome/100.0 Mobile Safari/537.36",
  ])("leaves people alone: %s", (agent) => expect(suspiciousAgent(agent)).toBeNull());

  it("does not believe a browser without a name, without a screen, or driven by a program", () => {
    expect(suspiciousAgent("  ")?.reason.key).toBe("no_agent");
    expect(suspiciousAgent(null)?.reason.key).toBe("no_agent");
    expect(suspiciousAgent(CHROME.replace("Chrome", "HeadlessChrome"))?.reason.key).toBe("headless");
    expect(suspiciousAgent(CHROME, true)?.reason.key).toBe("automated");
  });

  it("answers at once for an agent of a megabyte", () => {
    const started = performance.now();
    expect(suspiciousAgent(`${"bo-".repeat(400_000)}t`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(200);
  });
});

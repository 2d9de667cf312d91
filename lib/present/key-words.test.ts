import { describe, expect, it } from "vitest";
import { idleText, type KeyFacts, keyRemark, madeText, peakText, usageText, usedText } from "./key-words";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const context = { now: NOW, timeZone: "Europe/Oslo" };
const ago = (days: number) => NOW - days * 86_400_000;
const key = (more: Partial<KeyFacts> = {}): KeyFacts => ({
  ...{
    name: "CRM sync",
    state: "active",
    limitPerMinute: 600,
    createdBy: "Daniel Okafor",
    createdAt: ago(10),
  },
  ...{ expiresAt: null, revokedAt: null, lastUsedAt: null, previous: null },
  ...more,
});

describe("a key in words", () => {
  it("says who made it and when it was used", () => {
    expect(madeText(key(), context)).toBe("Daniel Okafor, 11 November");
    expect(madeText(key({ createdBy: null }), context)).toBe("11 November");
    expect(usedText(key(), context)).toEqual({ text: "Never", isLong: false });
    expect(usedText(key({ lastUsedAt: NOW - 2_000 }), context)).toEqual({ text: "2 s ago", isLong: false });
    expect(usedText(key({ lastUsedAt: ago(62) }), context)).toEqual({ text: "62 days ago", isLong: true });
  });
  it("says what else there is to know, and nothing where there is nothing", () => {
    expect(keyRemark(key(), context)).toBeNull();
    expect(
      keyRemark(key({ previous: { shown: "…9xQa", until: NOW + 86_400_000 }, expiresAt: ago(-30) }), context),
    ).toBe("The old one, …9xQa, works until 22 November. Ends 21 December");
    expect(keyRemark(key({ state: "revoked", revokedAt: ago(1) }), context)).toBe("Revoked 20 November");
    expect(keyRemark(key({ state: "expired", expiresAt: ago(1) }), context)).toBe("Ended 20 November");
  });
  it("names what could go, one by its name and more by their number", () => {
    const idle = key({ lastUsedAt: ago(62) });
    expect(idleText([key(), key({ lastUsedAt: ago(3) })], context)).toBeNull();
    expect(idleText([idle, key()], context)).toBe(
      "“CRM sync” has not been used for 62 days. Revoking it breaks nothing we have seen.",
    );
    expect(idleText([idle, idle, key({ state: "revoked", lastUsedAt: ago(90) })], context)).toBe(
      "2 keys have not been used for more than 30 days. Revoking them breaks nothing we have seen.",
    );
  });
  it("says how much it is used, and how near to its limit it came", () => {
    expect(usageText({ asked: 0, refused: 0, peakPerMinute: 0 })).toBe("No requests in 30 days");
    expect(usageText({ asked: 18_204, refused: 0, peakPerMinute: 9 })).toBe(
      "18,204 requests in 30 days, none refused by the limit",
    );
    expect(usageText({ asked: 700, refused: 100, peakPerMinute: 600 })).toBe(
      "700 requests in 30 days, 100 refused by the limit",
    );
    expect(peakText({ asked: 0, refused: 0, peakPerMinute: 0 }, 600)).toBe("600 a minute");
    expect(peakText({ asked: 9, refused: 0, peakPerMinute: 426 }, 600)).toBe("600 a minute, came to 71 %");
  });
});

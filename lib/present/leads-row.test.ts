import { describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS } from "../core/scoring/bands.ts";
import { bandCountsText, cappedText, leadsText } from "./leads-list.ts";
import { type PresentableLead, presentLead } from "./leads-row.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
const ago = (hours: number) => new Date(NOW - hours * 3_600_000);
const wording = {
  now: NOW,
  timeZone: "Etc/UTC",
  bandSet: RULES_DEFAULT_BANDS,
  people: new Map([["u1", "Maya Lindqvist"]]),
};
const lead: PresentableLead = {
  id: "1",
  externalId: "CRM-7",
  email: "elena@corvane.example",
  firstName: "Elena",
  lastName: "Marchetti",
  company: "Corvane Logistics",
  jobTitle: "VP Operations",
  source: "web",
  status: "new",
  ownerId: "u1",
  createdAt: ago(48),
  lastActivityAt: null,
  closedAt: null,
  scoreTotal: 78,
  previousScore: 44,
  scoreChangedOn: ago(3),
  scoreUpdatedOn: ago(0.5),
  effectiveScore: 78,
  effectiveBand: "hot",
  topReasons: {
    reasons: [
      {
        reason: { key: "pricing_views_7d", args: { value: 3 } },
        evidence: { recentAt: [NOW], occurrences: 3 },
      },
    ],
    risks: [{ reason: { key: "decision_maker", args: { value: false } }, evidence: {} }],
  },
};
const present = (change: Partial<PresentableLead> = {}) => presentLead({ ...lead, ...change }, wording);

describe("a lead in the list", () => {
  it("is worded whole", () => {
    expect(present()).toEqual({
      id: "1",
      name: "Elena Marchetti",
      nameIsKnown: true,
      detail: "VP Operations, Corvane Logistics",
      score: 78,
      machine: null,
      change: 34,
      band: { name: "Hot", tone: "hot", rank: 4, count: 4 },
      reasons: ["Viewed pricing 3 times in 7 days"],
      risk: "Not a decision maker",
      step: { what: "Call", when: "within 2 hours" },
      owner: { id: "u1", name: "Maya Lindqvist" },
      source: "web",
      status: "New",
      created: "18 Nov",
      activity: null,
      scored: "30 min",
    });
  });

  it("is named by what is known", () => {
    expect(present({ firstName: null, lastName: " " }).name).toBe("elena@corvane.example");
    expect(present({ firstName: null, lastName: null, email: null }).name).toBe("CRM-7");
    const nameless = present({ firstName: null, lastName: null, email: null, externalId: null });
    expect([nameless.name, nameless.nameIsKnown]).toEqual(["Lead without a name", false]);
    expect(present({ jobTitle: null }).detail).toBe("Corvane Logistics");
    expect(present({ company: null }).detail).toBe("VP Operations, no company given");
    expect(present({ company: "", jobTitle: null }).detail).toBe("No title or company given");
  });

  it("shows no arrow for an old or a first score", () => {
    expect(present({ scoreChangedOn: ago(24 * 8) }).change).toBe(0);
    expect(present({ previousScore: null }).change).toBe(0);
  });

  it("says how a closed lead ended instead of what to do", () => {
    expect(present({ status: "won", closedAt: ago(48) }).step).toEqual({ what: "Won", when: "18 Nov" });
    expect(present({ effectiveBand: "suppress" }).step).toEqual({
      what: "Remove from the active pipeline",
      when: null,
    });
  });

  it("says when it was never scored, and shows the machine's score beside a person's", () => {
    const unscored = present({ scoreTotal: null, effectiveScore: 0, effectiveBand: null });
    expect([unscored.score, unscored.band, unscored.step.what]).toEqual([null, null, "Not scored yet"]);
    expect(present({ effectiveScore: 75, scoreTotal: 41 }).machine).toBe(41);
  });
});

describe("counts", () => {
  it("read as words", () => {
    const counts = new Map([
      ["warm", 6],
      ["hot", 1_007],
      ["", 2],
    ]);
    expect(bandCountsText(counts, RULES_DEFAULT_BANDS)).toBe("1,007 hot · 6 warm · 2 not scored");
    expect(bandCountsText(new Map(), RULES_DEFAULT_BANDS)).toBeNull();
    expect(cappedText({ count: 10_000, capped: true })).toBe("10,000+");
    expect(leadsText({ count: 1, capped: false })).toBe("1 lead");
  });
});

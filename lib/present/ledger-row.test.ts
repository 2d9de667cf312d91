import { describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "../core/outcomes/presets.ts";
import type { BandSet } from "../core/scoring/types.ts";
import { LEDGER_CSV_HEADER, ledgerCsvRow } from "./ledger-csv.ts";
import { type LedgerFacts, presentLedger, presentRequestItem } from "./ledger-row.ts";

const at = (text: string) => Date.parse(`2026-${text}Z`);
const NOW = at("11-17T09:00:00");
const band = (id: string, name: string, from: number, rank: number) => ({
  ...{ id, name, from, rank, tone: id, action: "call within 2 hours", respondWithinMinutes: 120 },
});
const bandSet: BandSet = {
  bands: [band("hot", "Hot", 70, 3), band("warm", "Warm", 40, 2), band("nurture", "Nurture", 0, 1)],
} as unknown as BandSet;
const wording = { now: NOW, timeZone: "Europe/Oslo", bandSet, outcome: OUTCOME_PRESETS.won_deal };

const facts: LedgerFacts = {
  ...{ id: "o1", status: "active", kind: "score", score: 75, band: null, direction: "raised" },
  ...{ effectiveScore: 75, effectiveBand: "hot", machineScore: 41, machineBand: "warm", scoreVersion: "v1" },
  ...{ category: "offline_knowledge", reason: "Board introduction.", note: null, days: 14 },
  ...{ requestedBy: null, requestedById: null, requestedAt: null, decisionNote: null },
  ...{ decidedBy: "Ruth Adeyemi", decidedById: "u1", decidedAt: at("11-17T07:16:00") },
  ...{ startedAt: at("11-17T07:16:00"), expiresAt: at("12-01T07:16:00"), listedAt: at("11-17T07:16:00") },
  ...{ endedAt: null, endedBy: null, crossedAt: null, crossedScore: null },
  ...{
    leadId: "l1",
    firstName: "Ingrid",
    lastName: "Solheim",
    email: null,
    externalId: null,
    company: "Fjordline",
  },
  ...{ leadStatus: "working", isOpen: true, closedAt: null, machineNow: 41, machineBandNow: "warm" },
  ...{
    effectiveNow: 75,
    effectiveBandNow: "hot",
    waitsForCall: true,
    metAt: null,
    standsId: null,
    standsScore: null,
  },
  ...{ outcomeValue: null, outcomeAt: null, label: null },
};
const happened = (change: Partial<LedgerFacts>) => presentLedger({ ...facts, ...change }, wording).happened;
const over = { status: "expired", endedAt: at("08-26T08:00:00"), waitsForCall: false } as const;
const won = {
  ...over,
  isOpen: false,
  leadStatus: "won",
  outcomeValue: "positive",
  outcomeAt: at("09-30T10:00:00"),
} as const;
const lost = {
  ...won,
  leadStatus: "lost",
  outcomeValue: "negative",
  outcomeAt: at("10-02T10:00:00"),
} as const;

describe("what happened", () => {
  it.each<[string, Partial<LedgerFacts>, object]>([
    ["nobody called yet", {}, { what: "Waiting for the call", detail: null }],
    ["a call was made", { waitsForCall: false }, { what: "Open, machine now 41", detail: null }],
    [
      "the machine reached it",
      { ...over, machineNow: 80 },
      { what: "Open, machine now 80", detail: "Machine agrees" },
    ],
    ["a meeting", { metAt: at("11-16T09:00:00") }, { what: "Meeting booked 16 Nov" }],
    ["won after raised", { ...won, label: 1 }, { what: "Won 30 Sep", detail: "Right", verdict: "right" }],
    ["lost after raised", { ...lost, label: 0 }, { what: "Lost 2 Oct", detail: "Wrong", verdict: "wrong" }],
    [
      "lost after lowered",
      { ...lost, label: 0, direction: "lowered" },
      { detail: "Right", verdict: "right" },
    ],
    ["won after lowered", { ...won, label: 1, direction: "lowered" }, { detail: "Wrong", verdict: "wrong" }],
    ["won too late", { ...won, label: 0 }, { what: "Won 30 Sep", detail: "After 90 days", verdict: null }],
    [
      "closed without an outcome",
      { ...over, isOpen: false, leadStatus: "disqualified", closedAt: at("10-02T10:00:00") },
      { what: "Disqualified 2 Oct", verdict: null },
    ],
    ["requested", { status: "requested" }, { what: "Waiting for a manager" }],
    [
      "declined",
      { status: "declined", decisionNote: "Call first." },
      { what: "Not set", detail: "Call first." },
    ],
  ])("%s", (_, change, expected) => {
    expect(happened(change)).toMatchObject(expected);
  });
});

describe("a line", () => {
  it("is dated near to now by weekday and time, else by day", () => {
    const set = (listedAt: number) => presentLedger({ ...facts, listedAt }, wording).set;
    expect(set(facts.listedAt)).toBe("Today 08:16");
    expect(set(at("11-16T16:02:00"))).toBe("Yesterday 17:02");
    expect(set(at("11-13T09:00:00"))).toBe("Fri 13 Nov");
    expect(set(at("11-04T09:00:00"))).toBe("4 Nov");
    expect(set(Date.parse("2025-12-12T09:00:00Z"))).toBe("12 Dec 2025");
  });

  it("says until when it holds, or how it ended", () => {
    const expires = (change: Partial<LedgerFacts>) => presentLedger({ ...facts, ...change }, wording).expires;
    expect(expires({})).toEqual({ what: "1 Dec", when: "in 14 days" });
    expect(expires({ expiresAt: at("11-18T08:00:00") })).toEqual({ what: "18 Nov", when: "tomorrow" });
    expect(expires({ expiresAt: at("11-17T15:00:00") })).toEqual({ what: "17 Nov", when: "today 16:00" });
    expect(expires({ status: "requested", expiresAt: null })).toEqual({
      what: "14 days",
      when: "once approved",
    });
    expect(expires({ status: "expired", endedAt: facts.expiresAt })).toEqual({
      what: "Ended",
      when: "1 Dec",
    });
    expect(expires({ status: "expired", endedAt: at("11-16T09:00:00") }).when).toBe("16 Nov, closed");
    expect(expires({ status: "reverted", endedAt: at("11-16T09:00:00") }).what).toBe("Reverted");
  });

  it("names who set it, and who asked", () => {
    const approved = { requestedBy: "Priya Nair", requestedById: "u2", requestedAt: NOW };
    expect(presentLedger({ ...facts, ...approved }, wording)).toMatchObject({
      by: { name: "Ruth Adeyemi", short: "Ruth" },
      asked: "asked by Priya",
    });
    expect(
      presentLedger({ ...facts, ...approved, status: "requested", decidedBy: null }, wording),
    ).toMatchObject({
      by: { short: "Priya" },
      asked: null,
    });
  });

  it("has a cell for every column of the export", () => {
    const row = ledgerCsvRow({ ...facts, ...won, label: 1 }, wording);
    expect(row).toHaveLength(LEDGER_CSV_HEADER.length);
    expect(row.slice(-2)).toEqual(["Won 30 Sep", "right"]);
  });
});

it("a request reads from what counts now to what an approval would make of it now", () => {
  const request: LedgerFacts = {
    ...facts,
    ...{ status: "requested", kind: "band", score: null, band: "hot", effectiveScore: 70, effectiveNow: 52 },
    ...{ requestedAt: NOW - 12 * 60_000, requestedBy: "Priya Nair", machineNow: 52, machineBandNow: "warm" },
    ...{ effectiveBandNow: "warm", expiresAt: null, standsId: "o0", standsScore: 52 },
  };
  expect(presentRequestItem(request, wording)).toMatchObject({
    ...{ ago: "12 min ago", holds: "for 14 days" },
    from: { score: 52, band: { name: "Warm" } },
    to: { score: 70, band: { name: "Hot" } },
    replaces: { id: "o0", words: "Replaces the override to 52" },
  });
});

import { describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS as BANDS } from "../core/scoring/bands.ts";
import { presentTimeline } from "./leads-timeline.ts";
import { askedConsequence, setConsequence } from "./override-consequence.ts";
import { historyCauses, overrideNotes, setSpans } from "./override-timeline.ts";
import { type OverrideFacts, presentActive, presentEarlier, presentRequest } from "./override-words.ts";

// A Tuesday; Oslo is an hour ahead of UTC.
const NOW = Date.parse("2026-11-17T08:42:00Z");
const DAY = 86_400_000;
const context = { now: NOW, timeZone: "Europe/Oslo" };

const row = (change: Partial<OverrideFacts> = {}): OverrideFacts => ({
  ...{
    id: "o",
    status: "active",
    kind: "score",
    score: 75,
    band: null,
    effectiveScore: 75,
    effectiveBand: "hot",
  },
  ...{ machineScore: 41, machineBand: "warm", category: "offline_knowledge", note: null, days: 14 },
  reason: "Board introduction through Kvam Invest.",
  ...{ requestedBy: null, requestedAt: null, decisionNote: null, endedAt: null, endedBy: null },
  ...{ decidedBy: "Ruth Adeyemi", decidedAt: NOW - 3_600_000, startedAt: NOW - 3_600_000 },
  ...{ expiresAt: NOW + 14 * DAY - 3_600_000, crossedAt: null, crossedScore: null },
  ...change,
});
const scores = (machine: number, bandId: string) => ({
  machine: { total: machine, bandId },
  effective: { score: 75, bandId: "hot" },
});
const active = (change: Partial<OverrideFacts> = {}, machine = 41, band = "warm") =>
  presentActive(row(change), scores(machine, band), BANDS, context);

describe("an override in force", () => {
  it("says from where to where, why, by whom and until when", () => {
    expect(active()).toMatchObject({
      from: { score: 41, band: { name: "Warm" } },
      to: { score: 75, band: { name: "Hot" } },
      left: "14 days left",
      crossed: null,
      machineScore: 41,
      facts: [
        { label: "Reason", value: "Offline knowledge" },
        { label: "Set by", value: "Ruth Adeyemi, today 08:42" },
        { label: "Expires", value: "1 Dec, in 14 days" },
        { label: "Machine since", value: "No change, still 41 Warm" },
      ],
    });
    expect(active({}, 49).facts.at(-1)?.value).toBe("49 Warm now, was 41");
    expect(active({ expiresAt: NOW + 3 * 3_600_000 })).toMatchObject({ left: "3 h left" });
    expect(active({ expiresAt: NOW - 1 }).left).toBe("Ends now");
  });

  it("names who asked and who approved", () => {
    const asked = active({ requestedBy: "Maya Lindqvist", requestedAt: NOW - DAY });
    expect(asked.facts.slice(1, 3)).toEqual([
      { label: "Asked by", value: "Maya Lindqvist, yesterday 09:42" },
      { label: "Approved by", value: "Ruth Adeyemi, today 08:42" },
    ]);
  });

  it("is told apart from the machine once that agrees, and once it no longer does", () => {
    const crossed = { crossedAt: NOW - DAY, crossedScore: 78 };
    expect(active(crossed, 78, "hot").crossed).toBe(
      "The machine says 78 itself since 16 Nov; the override still stands.",
    );
    expect(active(crossed, 80, "hot").crossed).toContain("The machine says 80 itself since 16 Nov");
    expect(active(crossed, 60, "warm").crossed).toBe(
      "The machine reached 78 on 16 Nov and says 60 now; the override still stands.",
    );
    const lowered = { ...crossed, effectiveScore: 20, crossedScore: 18 };
    expect(active(lowered, 15, "suppress").crossed).toContain("says 15 itself since");
    expect(active(lowered, 30, "nurture").crossed).toContain("reached 18 on 16 Nov and says 30 now");
  });
});

describe("a request and what came of it", () => {
  const asked = { requestedBy: "Maya Lindqvist", requestedAt: NOW - DAY, expiresAt: null };
  it("says who asks for what, and from when it counts", () => {
    const request = row({ ...asked, status: "requested", decidedBy: null, decidedAt: null, startedAt: null });
    expect(presentRequest(request, BANDS, context)).toMatchObject({
      title: "Maya Lindqvist asks for 75",
      facts: [{}, { value: "Yesterday 09:42" }, { label: "Holds", value: "14 days from the approval" }],
    });
    const band = { ...request, kind: "band" as const, score: null, band: "warm", expiresAt: NOW + DAY };
    expect(presentRequest(band, BANDS, context)).toMatchObject({
      title: "Maya Lindqvist asks for",
      band: { name: "Hot" },
      facts: [{}, {}, { value: "Until Wed 18 Nov, 09:42" }],
    });
  });

  it.each([
    [
      "declined",
      { ...asked, decisionNote: "Not yet." },
      "Asked by Maya Lindqvist on 16 Nov, declined by Ruth Adeyemi: “Not yet.”",
    ],
    ["withdrawn", asked, "Asked by Maya Lindqvist on 16 Nov, withdrawn"],
    ["expired", { endedAt: NOW, expiresAt: NOW }, "Set by Ruth Adeyemi on 17 Nov, expired on 17 Nov"],
    ["expired", { endedAt: NOW }, "Set by Ruth Adeyemi on 17 Nov, ended with the lead on 17 Nov"],
    [
      "reverted",
      { endedAt: NOW, endedBy: "Jonas Weber" },
      "Set by Ruth Adeyemi on 17 Nov, reverted by Jonas Weber on 17 Nov",
    ],
    ["replaced", { endedAt: NOW }, "Set by Ruth Adeyemi on 17 Nov, replaced on 17 Nov"],
  ])("is %s", (status, change, how) => {
    expect(presentEarlier(row({ status, ...change }), BANDS, context)).toMatchObject({
      what: "41 → 75",
      how,
    });
  });
});

describe("a lead's timeline and score history", () => {
  it("tell what people did to the score between what the lead did", () => {
    const rows = [
      row({ startedAt: NOW - 3_600_000 }),
      row({
        ...{ id: "p", status: "expired", kind: "band", score: null, band: "warm", decidedBy: "Jonas Weber" },
        ...{ requestedBy: "Maya Lindqvist", requestedAt: NOW - 9 * DAY, startedAt: NOW - 8 * DAY },
        ...{ endedAt: NOW - DAY, expiresAt: NOW - DAY, reason: "Wait for the new budget." },
      }),
    ];
    const visit = { id: "v", type: "trial_started", at: NOW - 7_200_000, properties: {}, flag: null };
    const groups = presentTimeline([visit], context, overrideNotes(rows, BANDS));
    expect(
      groups.map(({ heading, lines }) => [
        heading,
        lines.map(({ title, note, time }) => [title, note, time]),
      ]),
    ).toEqual([
      [
        "Today",
        [
          ["Ruth set the score to 75", "“Board introduction through Kvam Invest.”", "08:42"],
          ["Started a trial", null, "07:42"],
        ],
      ],
      ["Yesterday", [["The override to Warm expired", "The machine’s score counts again", "09:42"]]],
      ["Last week", [["Jonas set the band to Warm", "As Maya asked", "Mon 9"]]],
      ["November", [["Maya asked to set the band to Warm", "“Wait for the new budget.”", "8 Nov"]]],
    ]);
  });

  it("mark when a set score counted, and number it with the machine's moves", () => {
    const spans = setSpans(
      [
        row(),
        row({ status: "requested", startedAt: null }),
        row({ status: "reverted", startedAt: NOW - 5 * DAY, endedAt: NOW - 4 * DAY }),
      ],
      75,
      context,
    );
    expect(spans).toMatchObject([
      { at: NOW - 5 * DAY, until: NOW - 4 * DAY, isActive: false },
      { at: NOW - 3_600_000, until: NOW, isActive: true, score: 75, text: "Set by Ruth Adeyemi" },
    ]);
    const mark = {
      number: 1,
      at: NOW - DAY,
      from: 38,
      to: 41,
      day: "16 Nov",
      title: "Five quiet days",
      bandChanged: false,
    };
    expect(historyCauses([mark], spans, NOW - 2 * DAY)).toMatchObject([
      { text: "Five quiet days", override: false },
      { text: "Set by Ruth Adeyemi", from: 41, to: 75, override: true },
    ]);
  });
});

describe("the consequence of setting", () => {
  const none = { dueAt: null, dueKind: null };
  const call = { dueAt: NOW + 94 * 60_000, dueKind: "respond" as const };
  const wish = {
    ...{ name: "Ingrid Solheim", owner: { name: "Tomás Ferreira", isAsker: false }, band: "Hot" },
    ...{ moves: true, isAnnounced: true, isRouted: false, before: none, after: call },
  };
  it.each([
    [{}, "Ingrid moves to Hot now.", "Tomás Ferreira is told and has until 11:16 to call."],
    [{ isAnnounced: false }, "Ingrid moves to Hot now.", "Tomás Ferreira has until 11:16 to call."],
    [{ owner: { name: "Ruth", isAsker: true } }, "Ingrid moves to Hot now.", "You have until 11:16 to call."],
    [
      { owner: null, name: null },
      "This lead moves to Hot now.",
      "Nobody owns it yet: everybody who takes leads is told, and whoever takes it has until 11:16 to call.",
    ],
    [
      { owner: null, isRouted: true },
      "Ingrid moves to Hot now.",
      "Nobody owns it yet: routing gives it to somebody, who has until 11:16 to call.",
    ],
    [{ moves: false, band: "Warm", after: none }, "Ingrid stays in Warm.", "No clock starts."],
    [
      { band: "Suppress", before: call, after: none },
      "Ingrid moves to Suppress now.",
      "The clock to call stops.",
    ],
    [
      { after: { dueAt: NOW + DAY, dueKind: "respond" as const } },
      "Ingrid moves to Hot now.",
      "Tomás Ferreira is told and has until tomorrow 09:42 to call.",
    ],
    [{ moves: false, before: call }, "Ingrid stays in Hot.", "The clock to call by 11:16 runs on."],
    [
      { moves: false, after: { dueAt: NOW - 60_000, dueKind: "respond" as const } },
      "Ingrid stays in Hot.",
      "The call was due by 09:41 and stays due.",
    ],
  ])("%j", (change, lead, rest) => {
    expect(setConsequence({ ...wish, ...change }, context)).toEqual({ lead, rest });
  });

  it("of asking names who is asked, how they answered before, and that the clock runs on", () => {
    const two = [{ name: "Ruth Adeyemi" }, { name: "Henrik Dahl" }];
    expect(askedConsequence(two, { count: 12, approved: 9, averageMinutes: 22 }, call, context)).toEqual({
      lead: "Ruth Adeyemi and Henrik Dahl are asked.",
      rest: "The last 12 requests were answered in 22 minutes on average; 9 were approved. The clock to call by 11:16 runs on.",
    });
    expect(askedConsequence(two.slice(0, 1), null, none, context)).toEqual({
      lead: "Ruth Adeyemi is asked.",
      rest: "",
    });
    const many = Array.from({ length: 6 }, (_, index) => ({ name: `M${index}` }));
    expect(askedConsequence(many, null, none, context).lead).toBe("M0, M1, M2 and 3 others are asked.");
    expect(askedConsequence([], null, none, context).lead).toBe("Nobody here can approve it yet.");
  });
});

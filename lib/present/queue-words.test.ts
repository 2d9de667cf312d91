import { describe, expect, it } from "vitest";
import { placeAndTime, zoneOfPlace } from "./local-time";
import { openingLine } from "./opening-line";
import { callToast, dueText, effortText, nextText, outcomeHint, refusalText, whenText } from "./queue-words";

// Tuesday 17 November 2026, 08:42 in Oslo.
const now = Date.parse("2026-11-17T07:42:00Z");
const context = { now, timeZone: "Europe/Oslo" };
const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

describe("what a row says of its time", () => {
  const due = (at: number, isTimed = true, kind: "respond" | "follow_up" = "respond") =>
    dueText({ at, kind, isTimed }, context);
  it.each([
    [now + 76 * MIN, true, "1 h 16", "in_time"],
    [now + 29 * MIN, true, "29 min", "soon"],
    [now - 22 * MIN, true, "22 min over", "overdue"],
    [now - 6 * HOUR - 20 * MIN, true, "6 h over", "overdue"],
    [now - 30 * HOUR, false, "1 day over", "overdue"],
    [now + 348 * MIN, false, "14:30", "in_time"],
    [now + DAY, true, "Tomorrow 08:42", "in_time"],
    [now + 3 * DAY, false, "Fri 08:42", "in_time"],
  ])("%#", (at, isTimed, text, state) => expect(due(at, isTimed)).toMatchObject({ text, state }));
  it("names the promise", () => {
    expect(due(now + 76 * MIN).by).toBe("Call by 09:58");
    expect(due(now + 76 * MIN, false, "follow_up").by).toBe("Follow up 09:58");
  });
});

describe("other words of the queue", () => {
  it("tell when", () => {
    expect(whenText(now + 9 * DAY, context)).toBe("Thu 26 Nov, 08:42");
    expect(effortText(132)).toBe("about 2 h 10");
    expect(effortText(40)).toBe("about 40 min");
    expect(effortText(1_870)).toBe("about 31 h");
  });
  it("tell what an outcome leads to", () => {
    const next = { noAnswerAt: now + 138 * MIN, voicemailAt: now + DAY, effect: 5 };
    expect(outcomeHint("no_answer", next, context)).toBe("Again at 11:00");
    expect(outcomeHint("voicemail", next, context)).toBe("Tomorrow 08:42");
    expect(outcomeHint("connected", next, context)).toBe("Score about +5");
    expect(outcomeHint("connected", { ...next, effect: null }, context)).toBe("Off the list");
  });
  it("tell what was done, and what to do next", () => {
    expect(callToast("Petra Vogel", "no_answer", now + 138 * MIN, context)).toBe(
      "Petra Vogel: no answer, again at 11:00",
    );
    expect(callToast("Petra Vogel", "connected", null, context)).toBe("Petra Vogel: connected");
    const step = { what: "Call", when: "within 2 hours" };
    expect(nextText({ step, due: { kind: "respond" }, lastCall: null }, context)).toBe("Call within 2 hours");
    const lastCall = { at: now - HOUR, properties: { outcome: "no_answer" } };
    expect(nextText({ step, due: { kind: "follow_up" }, lastCall }, context)).toBe(
      "Call again: nobody answered at 07:42",
    );
    expect(refusalText({ code: "taken", byName: "Priya Nair" }, "Ann Lee")).toBe(
      "Priya Nair has Ann Lee already. Nothing was changed.",
    );
  });
});

describe("where a lead is", () => {
  it("is told with the hour there, if its zone is beyond doubt", () => {
    expect(placeAndTime({ country: "Italy", city: "Milan" }, now)).toBe("Milan, Italy, 08:42 there");
    expect(placeAndTime({ country: "UK", city: null }, now)).toBe("UK, 07:42 there");
    expect(placeAndTime({ country: "Germany", city: "Hamburg" }, now)).toBe("Hamburg, Germany, 08:42 there");
    expect(zoneOfPlace("United States", "Chicago", now)).toBe("America/Chicago");
    expect(placeAndTime({ country: "United States", city: "Springfield" }, now)).toBe(
      "Springfield, United States",
    );
    expect(zoneOfPlace("São Tomé & Príncipe", null, now)).toBe("Africa/Sao_Tome");
    expect(zoneOfPlace("Atlantis", "Poseidonis", now)).toBeNull();
    expect(placeAndTime({ country: null, city: " " }, now)).toBeNull();
  });
});

describe("the opening line", () => {
  const input = {
    ...{ leadFirstName: "Elena", company: "Corvane Logistics", jobTitle: "VP Operations" },
    ...{ isDecisionMaker: true, callerFirstName: "Maya", callerCompany: "Halden" },
  };
  const event = (type: string, ago: number, properties = {}) => ({
    type,
    at: now - ago,
    properties,
    flag: null,
  });
  const line = (...events: ReturnType<typeof event>[]) => openingLine({ ...input, events }, context).text;
  it("picks up what the lead told us", () => {
    expect(line(event("demo_requested", 44 * MIN, { message: "rollout for 3 warehouses" }))).toBe(
      "Hi Elena, Maya from Halden. You asked for a demo this morning and wrote “rollout for 3 warehouses”. Shall I start with what it costs, or show you the part you had in mind?",
    );
    expect(line(event("webinar_attended", 3 * DAY, { title: "Cold chains" }))).toContain(
      "You joined our webinar “Cold chains” on Saturday.",
    );
  });
  it("never says that we watched", () => {
    const watched = ["page_view", "visit", "email_opened", "email_clicked", "cta_hovered", "page_left"];
    const text = line(...watched.map((type) => event(type, HOUR, { page: "pricing" })));
    expect(text).toBe(
      "Hi Elena, Maya from Halden. You are VP Operations at Corvane Logistics: who looks after this with you, and is now a good moment?",
    );
  });
  it("leaves out what bots did, what is long ago, and what is not known", () => {
    const bot = { ...event("demo_requested", HOUR), flag: "bot" as const };
    expect(line(bot as never, event("trial_started", 60 * DAY))).toContain("VP Operations");
    const bare = { ...input, leadFirstName: null, company: null, jobTitle: null, events: [] };
    expect(openingLine(bare, context).text).toBe("Hi, Maya from Halden. Is now a good moment?");
  });
});

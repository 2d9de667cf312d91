import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { DEMO_SEED } from "../demo-seed";
import { DAY, HOUR } from "./calendar";
import { type GeneratedLead, generatePipeline, type Pipeline } from "./pipeline";
import { storiesOf, subjectKey } from "./stories";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const small = { seed: DEMO_SEED, now: NOW, leads: 300, thisWeek: 20 };
const demo = generatePipeline({ seed: DEMO_SEED, now: NOW });

const bytes = (pipeline: Pipeline) =>
  createHash("sha256")
    .update(canonicalJson(JSON.parse(JSON.stringify(pipeline))))
    .digest("hex");
const first = (lead: GeneratedLead) => lead.records[0]!;
const createdAt = (lead: GeneratedLead) => first(lead).createdAt!.getTime();
const share = <T>(items: readonly T[], holds: (item: T) => boolean) =>
  items.filter(holds).length / items.length;

const stories = storiesOf(demo);

describe("the same seed and now", () => {
  it("give the same bytes", () => {
    expect(bytes(generatePipeline(small))).toBe(bytes(generatePipeline(small)));
  });

  it("give the same bytes whatever was loaded or drawn before", async () => {
    const here = bytes(generatePipeline(small));
    vi.resetModules();
    await import("../distributions/people");
    await import("./outreach");
    const fresh = await import("./pipeline");
    fresh.generatePipeline({ ...small, seed: "another" });
    expect(bytes(fresh.generatePipeline(small))).toBe(here);
  });

  it("differ for another seed and for another now", () => {
    const here = bytes(generatePipeline(small));
    expect(bytes(generatePipeline({ ...small, seed: "another" }))).not.toBe(here);
    expect(bytes(generatePipeline({ ...small, now: NOW + HOUR }))).not.toBe(here);
  });
});

describe("the size of the demo", () => {
  it("is about 5,000 leads of twelve months and at most 180,000 events", () => {
    expect(demo.leads.length).toBeGreaterThan(4_700);
    expect(demo.leads.length).toBeLessThan(5_300);
    expect(demo.events.length).toBeGreaterThan(100_000);
    expect(demo.events.length).toBeLessThan(180_000);
    const oldest = Math.min(...demo.leads.map(createdAt));
    expect(NOW - oldest).toBeGreaterThan(358 * DAY);
    expect(NOW - oldest).toBeLessThan(368 * DAY);
  });

  it("has about 200 open leads of this week, and older ones still open", () => {
    const open = demo.leads.filter((lead) => first(lead).closedAt === undefined);
    const fresh = open.filter((lead) => createdAt(lead) >= NOW - 7 * DAY);
    expect(fresh.length).toBeGreaterThanOrEqual(150);
    expect(fresh.length).toBeLessThanOrEqual(260);
    expect(open.length - fresh.length).toBeGreaterThan(200);
    expect(share(fresh, (lead) => lead.owner === null)).toBeGreaterThan(0.05);
  });
});

describe("any day of the year", () => {
  it.each(["2026-01-01T00:00:00Z", "2026-03-01T03:00:00Z", "2026-08-16T23:00:00Z", "2027-02-28T12:00:00Z"])(
    "tells a whole story (%s)",
    (day) => {
      const now = Date.parse(day);
      const pipeline = generatePipeline({ seed: DEMO_SEED, now, leads: 2_400 });
      const open = pipeline.leads.filter((lead) => first(lead).closedAt === undefined);
      const decided = pipeline.leads.filter((lead) => first(lead).closedAt !== undefined);
      const fresh = open.filter((lead) => createdAt(lead) >= now - 7 * DAY);
      const rate = share(decided, (lead) => first(lead).status === "won");
      expect(fresh.length).toBeGreaterThanOrEqual(150);
      expect(fresh.length).toBeLessThanOrEqual(260);
      expect(rate).toBeGreaterThan(0.22);
      expect(rate).toBeLessThan(0.28);
      expect(pipeline.events.at(-1)!.occurredAt.getTime()).toBeLessThan(now);
      expect(Math.max(...pipeline.leads.map(createdAt))).toBeLessThan(now);
      for (const [lead, events] of storiesOf(pipeline)) {
        const end = first(lead).closedAt?.getTime() ?? now;
        expect(events.at(-1)!.occurredAt.getTime()).toBeLessThan(end);
        expect(end).toBeGreaterThan(createdAt(lead));
      }
    },
  );
});

describe("outcomes", () => {
  it.each([DEMO_SEED, "b", "c"])("have a base rate near a quarter (seed %s)", (seed) => {
    const { leads } = seed === DEMO_SEED ? demo : generatePipeline({ seed, now: NOW });
    const decided = leads.filter((lead) => first(lead).outcome?.value !== "undecided");
    const rate = share(decided, (lead) => first(lead).outcome?.value === "positive");
    expect(rate).toBeGreaterThan(0.22);
    expect(rate).toBeLessThan(0.28);
  });

  it("agree with the status, the closing and the amount", () => {
    for (const lead of demo.leads) {
      const { status, closedAt, outcome } = first(lead);
      const closed = status === "won" || status === "lost" || status === "disqualified";
      expect(closedAt !== undefined).toBe(closed);
      expect(outcome?.decidedAt).toEqual(closedAt);
      expect(outcome?.value).toBe(status === "won" ? "positive" : closed ? "negative" : "undecided");
      expect(outcome?.amountMinor !== undefined).toBe(status === "won");
      if (outcome?.amountMinor !== undefined) expect(Number.isInteger(outcome.amountMinor)).toBe(true);
    }
  });

  it("come after everything the lead did, and after it was created", () => {
    for (const [lead, events] of stories) {
      const end = first(lead).closedAt?.getTime() ?? NOW;
      expect(end).toBeGreaterThan(createdAt(lead));
      expect(events.length).toBeGreaterThan(0);
      expect(events[0]!.occurredAt.getTime()).toBeLessThan(end);
      expect(events.at(-1)!.occurredAt.getTime()).toBeLessThan(end);
      for (const { knownAt } of lead.records) expect(knownAt!.getTime()).toBeLessThan(end);
    }
  });

  it("leave no trace of the hidden fit and intent", () => {
    const words = new Set<string>();
    const note = (record: Readonly<Record<string, unknown>>) => {
      for (const key of Object.keys(record)) words.add(key);
    };
    for (const lead of demo.leads) for (const record of lead.records) note(record.fields);
    for (const event of demo.events) note(event.properties ?? {});
    expect([...words].filter((word) => /fit|intent|score|wins|fate|quirk/.test(word))).toEqual([]);
  });
});

describe("a lead's story", () => {
  it("begins in a browser that is known when the lead is made, and asks for things only then", () => {
    const asking = new Set(["demo_requested", "trial_started", "form_submitted"]);
    for (const [lead, events] of stories) {
      expect(lead.identifiedAt.getTime()).toBe(createdAt(lead));
      for (const event of events) {
        const at = event.occurredAt.getTime();
        if (asking.has(event.type)) expect(at).toBeGreaterThan(createdAt(lead) - HOUR);
        if (event.type.startsWith("email_") || event.type === "call_logged")
          expect(at).toBeGreaterThan(createdAt(lead));
      }
    }
    const before = [...stories].filter(
      ([lead, [event]]) => event!.occurredAt.getTime() < createdAt(lead) - DAY,
    );
    expect(before.length / demo.leads.length).toBeGreaterThan(0.3);
  });

  it("changes status step by step up to the one it has", () => {
    for (const [lead, events] of stories) {
      let status = "new";
      for (const { type, properties } of events) {
        if (type !== "status_changed") continue;
        expect(properties?.from).toBe(status);
        status = String(properties?.to);
      }
      expect(status).toBe(first(lead).status);
    }
  });

  it("starts trials before their active days, and reads a mail after it came", () => {
    for (const events of stories.values()) {
      const at = (type: string) => events.find((event) => event.type === type)?.occurredAt.getTime();
      const trial = at("trial_active");
      if (trial !== undefined) expect(trial).toBeGreaterThan(at("trial_started")!);
      const opened = at("email_opened");
      if (opened !== undefined) expect(opened).toBeGreaterThan(at("email_delivered")!);
    }
  });

  it("learns size and industry later for many", () => {
    const late = share(demo.leads, ({ records: [, later] }) => later?.fields.employees !== undefined);
    expect(late).toBeGreaterThan(0.2);
    expect(late).toBeLessThan(0.6);
  });
});

describe("people", () => {
  it("have one address each, and are as untidy as real ones", () => {
    const fields = demo.leads.map((lead) => first(lead).fields);
    expect(new Set(fields.map(({ email }) => email)).size).toBe(fields.length);
    expect(share(fields, ({ email }) => /^[a-z0-9.]+@[a-z0-9.-]+$/.test(String(email)))).toBe(1);
    expect(share(fields, ({ company }) => company === undefined)).toBeGreaterThan(0.01);
    expect(share(fields, ({ company }) => company === "n/a")).toBeGreaterThan(0.005);
    expect(share(fields, ({ job_title }) => job_title === undefined)).toBeGreaterThan(0.02);
    expect(share(fields, ({ email }) => String(email).endsWith(".example"))).toBeGreaterThan(0.85);
    expect(share(fields, ({ last_name }) => /[^\x20-\x7e]/.test(String(last_name)))).toBeGreaterThan(0.2);
  });
});

describe("machines", () => {
  it("are flagged: crawlers belong to nobody, scanners click at once", () => {
    const flagged = demo.events.filter((event) => event.flag);
    expect(flagged.length / demo.events.length).toBeGreaterThan(0.002);
    expect(flagged.length / demo.events.length).toBeLessThan(0.05);
    const people = new Set(demo.leads.map((lead) => lead.visitorKey));
    const crawlers = flagged.filter((event) => event.flag?.flag === "bot");
    expect(new Set(crawlers.map((event) => subjectKey(event))).size).toBeGreaterThanOrEqual(3);
    expect(crawlers.some((event) => people.has(subjectKey(event)))).toBe(false);
    for (const events of stories.values()) {
      const delivered = events.filter((event) => event.type === "email_delivered");
      for (const event of events) {
        if (event.type !== "email_clicked") continue;
        const at = event.occurredAt.getTime();
        const sent = Math.max(
          ...delivered.map((mail) => mail.occurredAt.getTime()).filter((time) => time < at),
        );
        expect(event.flag?.flag === "scanner").toBe(at - sent <= 2_000);
      }
    }
  });
});

describe("the calendar", () => {
  const human = demo.events.filter((event) => !event.flag && event.type !== "status_changed");
  const perWeekday = [0, 1, 2, 3, 4, 5, 6].map(
    (weekday) => human.filter((event) => event.occurredAt.getUTCDay() === weekday).length,
  );

  it("is quiet at weekends and even over the working days", () => {
    const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = perWeekday as [
      number,
      ...number[],
    ];
    expect((sunday! + saturday!) / human.length).toBeLessThan(0.12);
    const working = [monday!, tuesday!, wednesday!, thursday!, friday!];
    expect(Math.max(...working) / Math.min(...working)).toBeLessThan(1.6);
  });

  it("keeps office hours", () => {
    const office = share(
      human,
      ({ occurredAt }) => occurredAt.getUTCHours() >= 6 && occurredAt.getUTCHours() < 17,
    );
    expect(office).toBeGreaterThan(0.75);
  });

  it("dips in August and round Christmas", () => {
    const perDay = (from: string, to: string) => {
      const [start, end] = [Date.parse(from), Date.parse(to)];
      const arrived = demo.leads.filter((lead) => createdAt(lead) >= start && createdAt(lead) < end);
      return arrived.length / ((end - start) / DAY);
    };
    expect(perDay("2026-08-01", "2026-09-01")).toBeLessThan(0.7 * perDay("2026-09-01", "2026-10-01"));
    expect(perDay("2025-12-21", "2026-01-03")).toBeLessThan(0.6 * perDay("2026-01-10", "2026-02-10"));
  });
});

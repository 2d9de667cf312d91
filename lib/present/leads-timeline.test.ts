import { describe, expect, it } from "vitest";
import { fieldLabel, fieldValue, qualityNotes } from "./leads-fields.ts";
import { presentTimeline, type TimelineEvent } from "./leads-timeline.ts";

// A Friday.
const NOW = Date.UTC(2026, 10, 20, 12);
const context = { now: NOW, timeZone: "Etc/UTC" };
let serial = 0;
const event = (
  type: string,
  iso: string,
  properties: Record<string, unknown> = {},
  flag: TimelineEvent["flag"] = null,
) => ({
  id: `e${serial++}`,
  type,
  at: Date.parse(iso),
  properties,
  flag,
});
const lines = (...events: TimelineEvent[]) =>
  presentTimeline(
    [...events].sort((a, b) => b.at - a.at),
    context,
  ).map(({ heading, lines: own }) => [heading, own.map(({ title, note, time }) => [title, note, time])]);

describe("a timeline", () => {
  it("is headed by days, last week and months", () => {
    expect(
      lines(
        event("demo_requested", "2026-11-20T08:16:00Z", { message: "Can it do kanban?" }),
        event("email_replied", "2026-11-19T09:00:00Z", { subject: "Hello" }),
        event("call_logged", "2026-11-12T10:00:00Z", {
          outcome: "connected",
          minutes: 6,
          note: "Send the Nordic references",
        }),
        event("content_downloaded", "2026-10-22T10:00:00Z", { asset: "Buyer's guide" }),
        event("trial_started", "2025-10-09T10:00:00Z"),
      ),
    ).toEqual([
      ["Today", [["Requested a demo", "“Can it do kanban?”", "08:16"]]],
      ["Yesterday", [["Replied to an email", "“Hello”", "09:00"]]],
      ["Last week", [["Connected, 6 min", "“Send the Nordic references”", "Thu 12"]]],
      ["October", [["Downloaded “Buyer's guide”", null, "22 Oct"]]],
      ["October 2025", [["Started a trial", null, "9 Oct"]]],
    ]);
  });

  it("folds a day on the site into one line, whatever lies between", () => {
    const page = (minute: number, kind: string) =>
      event("page_view", `2026-11-20T09:${10 + minute}:00Z`, { page: kind });
    expect(
      lines(
        event("visit", "2026-11-20T09:09:00Z"),
        page(0, "home"),
        page(1, "product"),
        event("email_opened", "2026-11-20T09:12:30Z"),
        page(3, "pricing"),
        page(4, "pricing"),
        event("page_left", "2026-11-20T09:30:00Z", { seconds: 540 }),
        event("page_view", "2026-11-19T09:10:00Z", { page: "home" }),
      ),
    ).toEqual([
      [
        "Today",
        [
          ["Viewed pricing twice, 2 other pages", "9 minutes on the site", "09:30"],
          ["Opened an email", null, "09:12"],
        ],
      ],
      ["Yesterday", [["Viewed a page", null, "09:10"]]],
    ]);
  });

  it("shows what bots and scanners did, and that it counts for nothing", () => {
    const [group] = presentTimeline(
      [
        {
          ...event("email_clicked", "2026-11-20T09:00:02Z", {}, "scanner"),
          flagReason: "Clicked within 2 seconds of delivery",
        },
        event("trial_started", "2026-11-20T09:00:01Z", {}, "bot"),
        event("email_clicked", "2026-11-20T09:00:00Z"),
      ],
      context,
    );
    expect(group?.lines.map(({ title, note, ignored }) => [title, note, ignored])).toEqual([
      ["Clicked an email", "Ignored: link scanner. Clicked within 2 seconds of delivery", true],
      ["Started a trial", "Ignored: bot", true],
      ["Clicked an email", null, false],
    ]);
  });

  it("words what the tracker sees beside pages", () => {
    expect(
      lines(
        event("identified", "2026-11-20T09:03:00Z"),
        event("form_abandoned", "2026-11-20T09:02:00Z", { form: "newsletter" }),
        event("form_started", "2026-11-20T09:01:00Z"),
        event("cta_clicked", "2026-11-20T09:00:00Z", { cta: "demo" }),
      )[0]?.[1],
    ).toEqual([
      ["Said who they are on the site", null, "09:03"],
      ["Left the form “newsletter”", null, "09:02"],
      ["Began a form", null, "09:01"],
      ["Clicked the button “demo”", null, "09:00"],
    ]);
  });

  it("words changes of fields, few by name and many by number", () => {
    expect(
      lines(
        event("attributes_set", "2026-11-20T10:00:00Z", { changes: { job_title: "COO", employees: 12_000 } }),
        event("attributes_set", "2026-11-20T09:00:00Z", {
          changes: { a: 1, b: 2, c: 3, d: 4 },
          source: "leads.csv",
        }),
        event("attributes_set", "2026-11-20T08:00:00Z", { changes: { city: null } }),
      ),
    ).toEqual([
      [
        "Today",
        [
          ["Job title set to COO and employees set to 12,000", null, "10:00"],
          ["4 fields set", "a, b, c and 1 more. From leads.csv", "09:00"],
          ["City emptied", null, "08:00"],
        ],
      ],
    ]);
  });

  it("takes unknown types and broken properties as they come", () => {
    expect(
      lines(
        event("W_Nabellen offertes", "2026-11-20T10:00:00Z"),
        event("call_logged", "2026-11-20T09:00:00Z", { outcome: 7, minutes: "x" }),
        event("attributes_set", "2026-11-20T08:00:00Z"),
      ),
    ).toEqual([
      [
        "Today",
        [
          ["W Nabellen offertes", null, "10:00"],
          ["Call: 7", null, "09:00"],
          ["Fields confirmed", null, "08:00"],
        ],
      ],
    ]);
  });
});

describe("fields", () => {
  it("read as people say them", () => {
    expect([fieldLabel("job_title"), fieldLabel("Lead Origin"), fieldLabel("lead_grade")]).toEqual([
      "Job title",
      "Lead Origin",
      "Lead grade",
    ]);
    expect([1999, -5, 12_345, 2.5, true, " x ", "", null].map(fieldValue)).toEqual([
      "1999",
      "−5",
      "12,345",
      "2.5",
      "Yes",
      "x",
      null,
      null,
    ]);
    expect(qualityNotes(["missing_email", "odd_thing"])).toEqual(["No e-mail address", "Odd thing"]);
  });
});

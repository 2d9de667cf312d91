import { describe, expect, it } from "vitest";
import { alertTime, wordAlert } from "./alert-words";

const lead = {
  ...{ firstName: "Ingrid", lastName: "Solheim", email: null, externalId: null },
  ...{ company: "Fjordline Parts", jobTitle: "COO" },
};
const said = (kind: string, details: Record<string, string | number | boolean | null>, by?: string) =>
  wordAlert({ kind, details, lead, by: by ?? null });

describe("an alert", () => {
  it.each([
    ["hot", { score: 78, band: "Hot", routed: false }, "Ingrid Solheim is Hot: 78", "COO, Fjordline Parts"],
    [
      "hot",
      { score: 78, band: "Hot", routed: true },
      "Ingrid Solheim is Hot: 78",
      "Given to you. COO, Fjordline Parts",
    ],
    [
      "assigned",
      { routed: true },
      "Ingrid Solheim is yours",
      "Given to you by routing. COO, Fjordline Parts",
    ],
    [
      "override_crossed",
      { machine: 81, kind: "score", value: "75" },
      "The machine has come to agree on Ingrid Solheim",
      "It says 81 by itself; you set a score of 75",
    ],
    [
      "override_ended",
      { how: "expired", kind: "band", value: "Hot" },
      "Your override of Ingrid Solheim ended",
      "Its time was up; the machine's score counts again instead of Hot",
    ],
  ])("of kind %s says what and why", (kind, details, title, detail) =>
    expect(said(kind, details as Record<string, string>)).toEqual({ title, detail }),
  );

  it("names the colleague behind it", () => {
    expect(said("assigned", { by: "x" }, "Ruth Adeyemi").detail).toBe(
      "Given to you by Ruth Adeyemi. COO, Fjordline Parts",
    );
    expect(said("assigned", { by: "x", leads: 12 } as never, "Ruth Adeyemi")).toEqual({
      title: "12 leads are yours",
      detail: "Given to you by Ruth Adeyemi",
    });
    expect(said("override_requested", { kind: "band", value: "Hot" }, "Maya Lindqvist").title).toBe(
      "Maya Lindqvist asks to set Ingrid Solheim to Hot",
    );
    const decided = { how: "declined", kind: "score", value: "75", note: "Wait for the budget" };
    expect(said("override_decided", decided, "Ruth Adeyemi")).toEqual({
      title: "Ruth Adeyemi declined your request: Ingrid Solheim to a score of 75",
      detail: "“Wait for the budget”",
    });
    expect(said("override_ended", { how: "reverted", kind: "score", value: "75" }, "Ruth").detail).toBe(
      "Ruth reverted a score of 75; the machine's score counts again",
    );
  });
  it("says something of a lead that is gone and of a kind it does not know", () => {
    expect(wordAlert({ kind: "hot", details: {}, lead: null, by: null })).toEqual({
      title: "A lead is in the best band",
      detail: "This lead is gone",
    });
    expect(said("surprise", {}).title).toBe("News of Ingrid Solheim");
  });
});

it("tells when, shortly", () => {
  const now = Date.parse("2026-11-20T10:00:00Z");
  const when = (at: string) => alertTime(Date.parse(at), { now, timeZone: "Europe/Oslo" });
  expect(when("2026-11-20T09:59:40Z")).toBe("now");
  expect(when("2026-11-20T10:00:40Z")).toBe("now");
  expect(when("2026-11-20T09:34:00Z")).toBe("26 min ago");
  expect(when("2026-11-20T06:58:00Z")).toBe("07:58");
  expect(when("2026-11-19T06:58:00Z")).toBe("Yesterday");
  expect(when("2026-11-16T06:58:00Z")).toBe("Monday");
  expect(when("2026-11-03T06:58:00Z")).toBe("3 November");
});

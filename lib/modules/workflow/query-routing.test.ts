import { describe, expect, it } from "vitest";
import { nextOwnerText } from "@/lib/present/workflow-words";
import { nextOwner, type TriedRules } from "./query-routing";
import type { RoutingPerson } from "./types-settings";

const PRIYA = rep("priya", "Priya Nair", { territories: ["norway"], load: 6, lastAssignedAt: 2_000 });
const MAYA = rep("maya", "Maya Lindqvist", { load: 3, lastAssignedAt: 1_000 });
const TOMAS = rep("tomas", "Tomás Ferreira", { load: 0, lastAssignedAt: 3_000 });
const NOW = [PRIYA, MAYA, TOMAS];
const RULES: TriedRules = { mode: "round_robin", byTerritory: true, fallbackUserId: null, people: NOW };

function rep(userId: string, name: string, more: Partial<RoutingPerson>): RoutingPerson {
  return {
    ...{ userId, name, territories: [], capacity: null, takesLeads: true, load: 0, lastAssignedAt: null },
    ...more,
  };
}

function told(place: string | null, rules: Partial<TriedRules> = {}, opensAt: number | null = null) {
  const tried = { ...RULES, ...rules };
  const next = nextOwner(place?.toLowerCase() ?? null, tried, NOW);
  const person = NOW.find(({ userId }) => userId === next.userId);
  const { title, detail } = nextOwnerText({
    ...next,
    ...{ mode: tried.mode, band: "Hot", place, opensAt, timeZone: "Europe/Oslo" },
    ...{ name: person?.name ?? null, load: person?.load ?? 0 },
  });
  return `${title} ${detail}`;
}

describe("whoever would be next", () => {
  it("is whoever looks after the place, and else whose turn it is", () => {
    expect(told("Norway")).toBe(
      "The next Hot lead from Norway would go to Priya Nair. Looks after Norway; was given a lead longest ago.",
    );
    expect(told("Denmark")).toBe(
      "The next Hot lead from Denmark would go to Maya Lindqvist. Was given a lead longest ago.",
    );
    expect(told("Norway", { byTerritory: false })).toContain("go to Maya Lindqvist. Was given");
    expect(told(null)).toContain("The next Hot lead without a country would go to Maya Lindqvist.");
  });
  it("is who has least to do where that is the rule", () => {
    expect(told("Denmark", { mode: "least_loaded" })).toBe(
      "The next Hot lead from Denmark would go to Tomás Ferreira. Has the fewest leads due: none.",
    );
  });
  it("follows what is being changed: limits, switches, territories", () => {
    const people = [PRIYA, { ...MAYA, capacity: 3 }, { ...TOMAS, takesLeads: false }];
    expect(told("Denmark", { people })).toBe(
      "The next Hot lead from Denmark would wait in the pool. Nobody looks after it who takes leads and has room.",
    );
    expect(told("Denmark", { people, fallbackUserId: "priya" })).toBe(
      "The next Hot lead from Denmark would go to Priya Nair. Nobody else takes leads from there and has room.",
    );
  });
  it("is nobody while routing is off, and waits for the day to begin", () => {
    expect(told("Norway", { mode: "off" })).toBe(
      "The next Hot lead from Norway would wait in the pool. Until somebody claims it: routing is off.",
    );
    expect(told("Norway", {}, Date.parse("2026-11-23T08:00:00Z"))).toMatch(
      / Nobody works now, so not before 09:00 on Monday\.$/,
    );
  });
});

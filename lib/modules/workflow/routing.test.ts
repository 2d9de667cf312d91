import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterTurn, chooseOwner, type Person, type RoutingRules } from "./routing";

const person = (userId: string, rest: Partial<Person> = {}): Person => ({
  ...{ userId, takesLeads: true, territories: [], capacity: null, load: 0, lastAssignedAt: null },
  ...rest,
});
const TURNS: RoutingRules = { mode: "round_robin", byTerritory: true };
const LOADS: RoutingRules = { mode: "least_loaded", byTerritory: true };
const anywhere = { territory: null, country: null };

/** Gives out so many leads, one after the other. */
function giveOut(leads: readonly (typeof lead)[], people: readonly Person[], rules: RoutingRules) {
  let now = people;
  const owners = leads.map((each, index) => {
    const owner = chooseOwner(each, now, rules);
    if (owner !== null) now = afterTurn(now, owner, index % 3);
    return owner;
  });
  return { owners, people: now };
}
const lead = { territory: null as string | null, country: null as string | null };

describe("a turn", () => {
  it("goes to whoever was served longest ago, to newcomers first", () => {
    const people = [person("a", { lastAssignedAt: 20 }), person("b", { lastAssignedAt: 10 })];
    expect(chooseOwner(anywhere, people, TURNS)).toBe("b");
    expect(chooseOwner(anywhere, [...people, person("c")], TURNS)).toBe("c");
  });
  it("goes round within one moment, too", () => {
    const people = ["a", "b", "c"].map((id) => person(id));
    const { owners } = giveOut([lead, lead, lead, lead], people, TURNS);
    expect(owners).toEqual(["a", "b", "c", "a"]);
  });
  it("is nobody's while routing is off", () => {
    expect(chooseOwner(anywhere, [person("a")], { mode: "off", byTerritory: false })).toBeNull();
  });
});

describe("the least loaded", () => {
  it("comes first, and among equals whose turn it is", () => {
    const people = [
      person("a", { load: 2 }),
      person("b", { load: 1, lastAssignedAt: 5 }),
      person("c", { load: 1 }),
    ];
    expect(chooseOwner(anywhere, people, LOADS)).toBe("c");
  });
});

describe("a territory", () => {
  const people = [
    person("nordic", { territories: ["norway", "sweden"], lastAssignedAt: 50 }),
    person("dach", { territories: ["germany"] }),
    person("free", { lastAssignedAt: 10 }),
  ];
  it("goes to who looks after it, by its own name or its country's, whatever the case", () => {
    expect(chooseOwner({ territory: "Norway ", country: null }, people, TURNS)).toBe("nordic");
    expect(chooseOwner({ territory: "EMEA", country: "Sweden" }, people, TURNS)).toBe("nordic");
  });
  it("goes to those without one where nobody looks after it, or where they have no room", () => {
    expect(chooseOwner({ territory: null, country: "Spain" }, people, TURNS)).toBe("free");
    const full = people.map((one) => (one.userId === "dach" ? { ...one, capacity: 3, load: 3 } : one));
    expect(chooseOwner({ territory: null, country: "Germany" }, full, TURNS)).toBe("free");
  });
  it("is nobody's where everybody looks after another one", () => {
    expect(chooseOwner({ territory: null, country: "Spain" }, people.slice(0, 2), TURNS)).toBeNull();
  });
  it("does not matter when it is told not to", () => {
    const rules = { ...TURNS, byTerritory: false };
    expect(chooseOwner({ territory: null, country: "Norway" }, people, rules)).toBe("dach");
  });
});

const PLACES = ["norway", "germany", "spain"];
const anyPeople = fc
  .array(
    fc.record({
      takesLeads: fc.boolean(),
      territories: fc.subarray(PLACES),
      capacity: fc.option(fc.nat(6)),
      load: fc.nat(6),
      lastAssignedAt: fc.option(fc.nat(5)),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map((rest, index): Person => ({ userId: `p${index}`, ...rest })));
const anyLeads = fc.array(
  fc.record({
    territory: fc.option(fc.constantFrom(...PLACES)),
    country: fc.option(fc.constantFrom(...PLACES)),
  }),
  { maxLength: 60 },
);
const anyRules = fc.record({
  mode: fc.constantFrom("round_robin" as const, "least_loaded" as const),
  byTerritory: fc.boolean(),
});

describe("whatever comes", () => {
  it("turns stay fair within one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(5)), { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 80 }),
        (last, count) => {
          const people = last.map((lastAssignedAt, index) => person(`p${index}`, { lastAssignedAt }));
          const { people: after } = giveOut(
            Array.from({ length: count }, () => lead),
            people,
            TURNS,
          );
          const loads = after.map(({ load }) => load);
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("nobody gets more than there is room for, nor anything who takes none, nor another's territory", () => {
    fc.assert(
      fc.property(anyLeads, anyPeople, anyRules, (leads, people, rules) => {
        let now: readonly Person[] = people;
        for (const each of leads) {
          const chosen = now.find(({ userId }) => userId === chooseOwner(each, now, rules));
          if (!chosen) continue;
          expect(chosen.takesLeads).toBe(true);
          expect(chosen.load).toBeLessThan(chosen.capacity ?? Number.POSITIVE_INFINITY);
          if (rules.byTerritory && chosen.territories.length > 0) {
            expect(chosen.territories).toSatisfy((own: string[]) =>
              own.some((place) => place === each.territory || place === each.country),
            );
          }
          now = afterTurn(now, chosen.userId, 0);
        }
      }),
    );
  });

  it("a lead waits only where nobody suits", () => {
    fc.assert(
      fc.property(anyLeads, anyPeople, (leads, people) => {
        const rules: RoutingRules = { mode: "round_robin", byTerritory: false };
        const { owners, people: after } = giveOut(leads, people, rules);
        const hasFree = after.some(
          ({ takesLeads, capacity, load }) => takesLeads && (capacity === null || load < capacity),
        );
        if (hasFree) expect(owners).not.toContain(null);
      }),
    );
  });
});

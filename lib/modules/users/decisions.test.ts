import { describe, expect, it } from "vitest";
import { changeRefusal, type MembershipChange, type MembershipFacts } from "./decisions";

const facts: MembershipFacts = {
  actorId: "jonas",
  adminIds: ["jonas"],
  target: { userId: "maya", role: "rep", active: true },
};
const out: MembershipChange = { kind: "deactivate", at: new Date("2026-03-02T09:00:00Z") };
const toLeader: MembershipChange = { kind: "role", role: "leader" };

describe("changeRefusal", () => {
  it.each([toLeader, out, { kind: "reactivate" }] as MembershipChange[])(
    "lets an admin change another: $kind",
    (change) => expect(changeRefusal(facts, change)).toBeNull(),
  );

  it.each<[string, Partial<MembershipFacts>, MembershipChange, string]>([
    ["an actor who lost the role meanwhile", { adminIds: ["ruth"] }, toLeader, "forbidden"],
    ["somebody of another workspace", { target: null }, toLeader, "not_found"],
    [
      "one's own role",
      { adminIds: ["jonas", "ruth"], target: { userId: "jonas", role: "admin", active: true } },
      toLeader,
      "own_role",
    ],
    [
      "oneself, out",
      { adminIds: ["jonas", "ruth"], target: { userId: "jonas", role: "admin", active: true } },
      out,
      "own_membership",
    ],
  ])("refuses %s", (_, change, wish, code) =>
    expect(changeRefusal({ ...facts, ...change }, wish)?.code).toBe(code),
  );

  it("keeps the last admin even against somebody who believes to be one", () => {
    const last: MembershipFacts = {
      actorId: "ruth",
      adminIds: ["ruth"],
      target: { userId: "ruth", role: "admin", active: true },
    };
    expect(changeRefusal(last, toLeader)).not.toBeNull();
    expect(changeRefusal(last, out)).not.toBeNull();
  });
});

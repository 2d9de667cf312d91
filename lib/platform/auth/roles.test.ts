import { describe, expect, it } from "vitest";
import { allows, can, isRole, PERMISSIONS, type Permission, ROLES, type Role } from "./roles";

/** Written out again on purpose: a change of the table has to be said twice. */
const EXPECTED: Record<Permission, readonly Role[]> = {
  "leads.read": ["rep", "manager", "revops", "leader", "admin"],
  "leads.export": ["rep", "manager", "revops", "leader", "admin"],
  "leads.import": ["revops", "admin"],
  "insights.read": ["rep", "manager", "revops", "leader", "admin"],
  "models.read": ["rep", "manager", "revops", "leader", "admin"],
  "models.train": ["revops", "admin"],
  "models.publish": ["revops", "admin"],
  "scoring.manage": ["revops", "admin"],
  "simulator.use": ["rep", "manager", "revops", "leader", "admin"],
  "data.manage": ["admin"],
  "score.recompute": ["manager", "revops", "admin"],
  "leads.work": ["rep", "manager", "admin"],
  "leads.assign": ["manager", "admin"],
  "overrides.read": ["rep", "manager", "revops", "leader", "admin"],
  "overrides.request": ["rep"],
  "overrides.set": ["manager", "admin"],
  "views.keep": ["rep", "manager", "revops", "leader", "admin"],
  "views.tidy": ["manager", "admin"],
  "workflow.manage": ["revops", "admin"],
  "keys.manage": ["revops", "admin"],
  "webhooks.manage": ["revops", "admin"],
  "crm.manage": ["revops", "admin"],
  "settings.read": ["revops", "admin"],
  "people.manage": ["admin"],
};

const cases = (Object.keys(PERMISSIONS) as Permission[]).flatMap((permission) =>
  ROLES.map((role) => ({ role, permission, allowed: EXPECTED[permission].includes(role) })),
);

describe("can", () => {
  it.each(cases)("$role, $permission: $allowed", ({ role, permission, allowed }) => {
    expect(can(role, permission)).toBe(allowed);
  });

  it("gives every permission to somebody", () => {
    for (const roles of Object.values(PERMISSIONS)) expect(roles.length).toBeGreaterThan(0);
  });
});

describe("allows", () => {
  it("asks for membership alone when nothing is named", () => expect(allows(undefined, "rep")).toBe(true));
  it("takes a list of roles", () => {
    expect(allows(["admin", "revops"], "revops")).toBe(true);
    expect(allows(["admin", "revops"], "rep")).toBe(false);
  });
  it("takes a permission", () => {
    expect(allows("people.manage", "admin")).toBe(true);
    expect(allows("people.manage", "leader")).toBe(false);
  });
  it("lets nobody through an empty list", () => expect(allows([], "admin")).toBe(false));
});

describe("isRole", () => {
  it.each(["owner", "", "Admin", "constructor"])("refuses %j", (text) => expect(isRole(text)).toBe(false));
});

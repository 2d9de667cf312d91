export const ROLES = ["rep", "manager", "revops", "leader", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** As people read them. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  rep: "Rep",
  manager: "Manager",
  revops: "RevOps",
  leader: "Leader",
  admin: "Admin",
};

/** What each role is for, in one line: shown where somebody chooses it. */
export const ROLE_PURPOSES: Readonly<Record<Role, string>> = {
  rep: "Works the list and calls",
  manager: "Leads a team of reps and may score again",
  revops: "Imports leads and looks after scoring",
  leader: "Reads results",
  admin: "Manages people and the workspace",
};

const EVERYONE = ROLES;

/**
 * Who may do what: the only table of it. A permission is noun.verb; a new feature adds its line here, and the test
 * beside this file asks for an allowed and a denied role.
 */
export const PERMISSIONS = {
  /** All roles see all leads of the workspace; what differs is what they may change. */
  "leads.read": EVERYONE,
  /** Everyone who reads the list may take it along; the export is audited. */
  "leads.export": EVERYONE,
  "leads.import": ["revops", "admin"],
  /** Everyone may read what scoring brought: tier capture, conversion, speed, sources. Nothing on that page changes anything. */
  "insights.read": EVERYONE,
  /** Everyone may see how good the scores are; what differs is who trains and publishes. */
  "models.read": EVERYONE,
  "models.train": ["revops", "admin"],
  /** Publish a model, go back to an earlier version. */
  "models.publish": ["revops", "admin"],
  /** Bands, rules, signals and the outcome: draft, backtest, publish, restore. */
  "scoring.manage": ["revops", "admin"],
  /** Ask "what if", keep and share the answer: it changes no lead. */
  "simulator.use": EVERYONE,
  /** Take the whole workspace along, delete it, erase a person's traces. */
  "data.manage": ["admin"],
  "score.recompute": ["manager", "revops", "admin"],
  /** Call, write, note, snooze, claim, disqualify: a rep on own and unclaimed leads, the others on any. */
  "leads.work": ["rep", "manager", "admin"],
  /** Work on, give away and take back leads of others. */
  "leads.assign": ["manager", "admin"],
  /** Everyone may read what was overridden, why, and whether it was right. */
  "overrides.read": EVERYONE,
  "overrides.request": ["rep"],
  /** Set, approve, extend and revert. */
  "overrides.set": ["manager", "admin"],
  /** Everyone may keep lists under a name of their own, and share them. */
  "views.keep": EVERYONE,
  /** Delete shared views of others. */
  "views.tidy": ["manager", "admin"],
  /** Working hours, routing, alerts, nurture. */
  "workflow.manage": ["revops", "admin"],
  /** Keys of the machine API and the tracker's write key: make, rotate, revoke. */
  "keys.manage": ["revops", "admin"],
  /** Where events are sent, signed: add, change, replay, switch off. */
  "webhooks.manage": ["revops", "admin"],
  /** Where scores are written back to: connect, map, try, write, stop. */
  "crm.manage": ["revops", "admin"],
  "settings.read": ["revops", "admin"],
  "people.manage": ["admin"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role carries a permission. */
export function can(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether a role is among those asked for; undefined asks for nothing but membership. */
export function allows(asked: readonly Role[] | Permission | undefined, role: Role): boolean {
  if (asked === undefined) return true;
  return typeof asked === "string" ? can(role, asked) : asked.includes(role);
}

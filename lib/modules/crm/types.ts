import { z } from "zod";

export const CRM_KINDS = ["hubspot", "salesforce"] as const;
export type CrmKind = (typeof CRM_KINDS)[number];

/** What each is called, where it is reached, and what it is usually asked. */
export const CRMS = {
  hubspot: {
    name: "HubSpot",
    baseUrl: "https://api.hubapi.com",
    objects: ["contacts"],
    auths: ["token"],
    tokenLabel: "Token of a private app",
    tokenHint: "With the scopes crm.objects.contacts.read and .write, and crm.schemas.contacts.read.",
    matchTheirs: "email",
  },
  salesforce: {
    name: "Salesforce",
    baseUrl: "",
    objects: ["Lead", "Contact"],
    auths: ["client", "token"],
    tokenLabel: "Access token",
    tokenHint: "Tokens end after hours: for every day, let a connected app ask for its own.",
    matchTheirs: "Email",
  },
} as const;

/** What of a lead can be written. */
export const OUR_FIELDS = [
  "score",
  "band",
  "action",
  "probability",
  "fit",
  "intent",
  "reasons",
  "reason_1",
  "reason_2",
  "reason_3",
  "risk_1",
  "overridden",
  "version",
  "scored_at",
  "link",
] as const;
export type OurField = (typeof OUR_FIELDS)[number];

export const FIELD_WORDS: Readonly<Record<OurField, string>> = {
  score: "Score, 0 to 100",
  band: "Band",
  action: "What to do, and by when",
  probability: "Probability, 0 to 1",
  fit: "Fit, 0 to 100",
  intent: "Intent, 0 to 100",
  reasons: "Top three reasons, a line each",
  reason_1: "First reason",
  reason_2: "Second reason",
  reason_3: "Third reason",
  risk_1: "First risk",
  overridden: "Set by a person (true or false)",
  version: "Version that scored",
  scored_at: "When it was scored",
  link: "Link to the lead",
};

export const EVERY_MINUTES = [5, 15, 60, 360, 1_440] as const;

/** A name of theirs goes into queries: letters, digits and underscores, and a dot or two for relations. */
const fieldName = z
  .string("Write the name of the field.")
  .trim()
  .min(1, "Write the name of the field there.")
  .max(100, "Use at most 100 characters.")
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, "Use the field's API name: letters, digits and underscores.");

export const connectionInput = z
  .strictObject({
    kind: z.enum(CRM_KINDS),
    version: z.string().min(1).max(64),
    baseUrl: z
      .string()
      .trim()
      .max(300, "Use at most 300 characters.")
      .pipe(z.url({ protocol: /^https?$/, error: "Write a whole address, beginning with https://." })),
    auth: z.enum(["token", "client"]),
    clientId: z.string().trim().max(300, "Use at most 300 characters.").nullable(),
    /** Never comes back: absent keeps the one there is. */
    secret: z
      .string()
      .trim()
      .min(8, "This is too short for a secret.")
      .max(4_000, "Use at most 4,000 characters.")
      .optional(),
    object: z.string(),
    matchOurs: z.enum(["email", "external_id"]),
    matchTheirs: fieldName,
    mapping: z
      .array(z.strictObject({ ours: z.enum(OUR_FIELDS, "Choose what to write."), theirs: fieldName }))
      .min(1, "Map at least one field.")
      .max(40, "Map at most 40 fields."),
    everyMinutes: z
      .number()
      .refine((given) => (EVERY_MINUTES as readonly number[]).includes(given), "Choose how often.")
      .nullable(),
  })
  .superRefine((wish, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const crm = CRMS[wish.kind];
    if (!(crm.objects as readonly string[]).includes(wish.object))
      problem(["object"], "Choose what to write to.");
    if (!(crm.auths as readonly string[]).includes(wish.auth)) problem(["auth"], "Choose how access is had.");
    if (wish.auth === "client" && !wish.clientId)
      problem(["clientId"], "Write the consumer key of the connected app.");
    const seen = new Set<string>([wish.matchTheirs.toLowerCase()]);
    for (const [index, { theirs }] of wish.mapping.entries()) {
      const name = theirs.toLowerCase();
      if (seen.has(name))
        problem(["mapping", index, "theirs"], "This field is used above already. Each takes one value.");
      seen.add(name);
    }
  });
export type ConnectionInput = z.infer<typeof connectionInput>;

export const kindInput = z.strictObject({ kind: z.enum(CRM_KINDS) });
export const startInput = z.strictObject({
  kind: z.enum(CRM_KINDS),
  mode: z.enum(["trial", "write"]),
  which: z.enum(["changed", "all", "failed"]),
});
export const runInput = z.strictObject({ id: z.uuid() });

export type RunMode = "trial" | "write";
export type RunWhich = "changed" | "all" | "failed";
export type RunStatus = "waiting" | "running" | "done" | "failed" | "cancelled";

/** What a trial found; kept with its run, without names, which an erasure would not find in it. */
export interface Findings {
  /** Mapped fields that do not exist there, and those that cannot be written. */
  readonly missing: readonly string[];
  readonly readOnly: readonly string[];
  /** The field by which records are found is not there. */
  readonly noMatch: boolean;
  readonly leads: readonly {
    readonly leadId: string;
    /** What it is looked for by; null: it has none. */
    readonly key: string | null;
    readonly isThere: boolean;
    readonly values: readonly { readonly field: string; readonly value: string }[];
  }[];
}

/** The same with names, for those leads that are still here. */
export interface FindingsView extends Omit<Findings, "leads"> {
  readonly leads: readonly (Findings["leads"][number] & { readonly name: string })[];
}

export type Refused = { readonly ok: false; readonly code: string; readonly message: string };
export type Done = { readonly ok: true } | Refused;

/** A run as the page shows it; every text is ready. */
export interface RunView {
  readonly id: string;
  readonly mode: RunMode;
  readonly status: RunStatus;
  /** "Changed leads, by Daniel Okafor" */
  readonly what: string;
  readonly when: string;
  /** "1,200 of 5,000: 1,150 written, 12 refused" */
  readonly state: string;
  readonly problem: string | null;
  /** 0 to 100. */
  readonly percent: number;
  readonly isOpen: boolean;
  /** Ended before its end: it can go on where it was. */
  readonly canGoOn: boolean;
  readonly findings: FindingsView | null;
}

export interface RefusedLead {
  readonly leadId: string;
  readonly name: string;
  readonly reason: string;
}

export interface CrmPage {
  readonly kind: CrmKind;
  /** Which of them are connected. */
  readonly connected: readonly CrmKind[];
  readonly version: string;
  /** null: not connected yet; what the form begins with is in `form`. */
  readonly secretShown: string | null;
  readonly form: Omit<ConnectionInput, "kind" | "version" | "secret">;
  readonly runs: readonly RunView[];
  readonly refused: readonly RefusedLead[];
  /** Counted, where there are more than are shown. */
  readonly refusedCount: number;
}

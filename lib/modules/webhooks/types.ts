import { z } from "zod";

/** What a receiver may be told of; each is the `type` of a message. */
export const EVENT_TYPES = [
  "lead.band_changed",
  "lead.hot",
  "override.set",
  "override.ended",
  "leads.band_changed",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** As a person chooses them. */
export const EVENT_WORDS: Readonly<Record<EventType, { readonly label: string; readonly when: string }>> = {
  "lead.band_changed": {
    label: "Band changed",
    when: "Something happened to a lead, or somebody overrode it, and it is in another band now.",
  },
  "lead.hot": {
    label: "Hot lead",
    when: "The alert that a lead entered the best band; not again within the cooling time.",
  },
  "override.set": { label: "Override set", when: "Somebody set a score or band, or approved a request." },
  "override.ended": {
    label: "Override ended",
    when: "It expired, was reverted or replaced, or its lead was closed.",
  },
  "leads.band_changed": {
    label: "Bands changed in bulk",
    when: "A new version, an import or the daily refresh moved leads: up to 200 in a message, without reasons.",
  },
};

/** Leads in one message about many: what CRMs take at once too. */
export const MOST_IN_BULK = 200;
/** Addresses of one workspace. */
export const MOST_WEBHOOKS = 20;
/** How long a replaced secret goes on signing beside the new one. */
export const OVERLAP_HOURS = [0, 1, 24, 168] as const;

const url = z
  .string("Write where messages go.")
  .trim()
  .min(1, "Write where messages go.")
  .max(500, "Use at most 500 characters.")
  .pipe(z.url({ protocol: /^https?$/, error: "Write a whole address, beginning with https://." }))
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "Leave name and password out of the address: messages are signed instead.");
const description = z
  .string("Write what it is for, or nothing.")
  .trim()
  .max(120, "Use at most 120 characters.");
const events = z
  .array(z.enum(EVENT_TYPES, "Choose among what is on offer."))
  .min(1, "Choose at least one thing to tell of.")
  .transform((chosen) => EVENT_TYPES.filter((type) => chosen.includes(type)));

export const newWebhookInput = z.strictObject({ url, description, events });
export const changeInput = z.strictObject({ id: z.uuid(), url, description, events });
export const idInput = z.strictObject({ id: z.uuid() });
export const rotateInput = z.strictObject({
  id: z.uuid(),
  overlapHours: z
    .number()
    .refine(
      (hours) => (OVERLAP_HOURS as readonly number[]).includes(hours),
      "Choose how long the old secret signs along.",
    ),
});
export const switchInput = z.strictObject({ id: z.uuid(), on: z.boolean() });
export type WebhookWish = z.infer<typeof newWebhookInput>;

export type Refused = {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  /** By field, where it is about one. */
  readonly fields?: Readonly<Record<string, string>>;
};
/** The one time that a secret is told. */
export type SecretToldOnce = { readonly ok: true; readonly id: string; readonly secret: string } | Refused;
export type Done = { readonly ok: true } | Refused;

/** A webhook as its page shows it; every text is ready. */
export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly EventType[];
  readonly isOn: boolean;
  /** "Off since 14:20: nothing arrived for five days" */
  readonly state: string;
  readonly tone: "good" | "failing" | "off";
  /** "whsec_…k3Yp" */
  readonly secret: string;
  /** "The secret before signs along until 22 Nov 10:00"; null where none does. */
  readonly previous: string | null;
  /** "Made by Daniel Okafor on 21 Nov" */
  readonly made: string;
  /** Messages given up that can be sent again. */
  readonly failed: number;
}

/** A message to a webhook. */
export interface WebhookMessage {
  readonly id: string;
  readonly webhookId: string;
  readonly to: string;
  readonly status: "waiting" | "sent" | "failed";
  /** "Band changed: Ingrid Solheim" */
  readonly what: string;
  readonly type: string;
  readonly href: string | null;
  readonly when: string;
  /** "Sent", "Tried twice: answered 503. Next try at 14:20" */
  readonly state: string;
  /** What was answered last: "503" and its beginning; null where nobody answered. */
  readonly answer: { readonly status: number; readonly text: string } | null;
  /** The body as it was signed, indented. */
  readonly body: string;
}

export interface WebhooksPage {
  readonly webhooks: readonly WebhookRow[];
  readonly messages: readonly WebhookMessage[];
  readonly show: "all" | "failed";
  /** The page after these; null at the end. */
  readonly older: string | null;
  readonly isFirst: boolean;
  /** Of every type one message, as it would be sent. */
  readonly examples: readonly { readonly type: EventType; readonly body: string }[];
}

export type MessageState = Pick<WebhookMessage, "id" | "status" | "state">;

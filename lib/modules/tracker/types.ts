import { z } from "zod";
import { PAGE_KINDS } from "@/lib/core/signals/events";

/** "/preise", "/de/produkte": what a path begins with. */
const path = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, "Write a path like /prices.")
  .max(200, "Use at most 200 characters.")
  .regex(/^\/[^\s?#*]*$/, "Begin with a slash, and leave out ? and *: /prices stands for all below it, too.")
  .transform((text) => text.replace(/\/+$/, ""))
  .refine((text) => text !== "", "Write a path like /prices.");

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/,
    "Write a host like www.example.com, without https:// and path.",
  );

/** workspace_settings.tracker */
export const trackerSettingsSchema = z
  .object({
    /** What the site's own paths are about, before the usual English names. */
    pages: z
      .array(z.object({ path, page: z.enum(PAGE_KINDS) }).strict())
      .max(50, "Use at most 50 paths.")
      .default([]),
    /** Hosts whose pages may send, their subdomains included; empty: any that has the key. */
    sites: z.array(host).max(20, "Use at most 20 hosts.").default([]),
    /** SendGrid's verification key for its event webhook: base64 of a DER public key. */
    sendgridKey: z.string().max(1_000).nullable().default(null),
  })
  .strict();

export type TrackerSettings = z.infer<typeof trackerSettingsSchema>;

export const trackerInput = trackerSettingsSchema.extend({
  /** Names what was on the screen when somebody began to change it. */
  version: z.string().min(1).max(64),
});

/** One event as the page shows it while somebody installs the tracker. */
export interface SeenEvent {
  readonly id: string;
  readonly at: number;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly leadId: string | null;
  /** The lead's name; null while the visitor is nobody we know. */
  readonly name: string | null;
  readonly isFlagged: boolean;
}

export interface SeenEvents {
  /** Newest first, a few. */
  readonly latest: readonly SeenEvent[];
  /** Events of browsers in each of the last 30 minutes, oldest first. */
  readonly perMinute: readonly number[];
  /** When the last one came, however long ago; null where none ever did. */
  readonly lastAt: number | null;
  /** Visitors who said who they are, in the last 24 hours. */
  readonly identified: number;
  /** Of the last 30 minutes, a robot's. */
  readonly flagged: number;
}

export interface TrackerPage {
  readonly version: string;
  readonly settings: TrackerSettings;
  /** Where this installation is reached from outside. */
  readonly origin: string;
  readonly writeKey: string;
  readonly seen: SeenEvents;
  readonly now: number;
  readonly timeZone: string;
}

import { z } from "zod";

/** What a key may be used for; each operation of the API names the one it asks for. */
export const SCOPES = ["score", "ingest", "read", "write"] as const;
export type Scope = (typeof SCOPES)[number];

/** In one line each, for the page where somebody chooses them. */
export const SCOPE_PURPOSES: Readonly<Record<Scope, string>> = {
  score: "Score leads and read their scores",
  ingest: "Send events, leads and outcomes",
  read: "Read leads and their factors",
  write: "Change what is kept about leads",
};

export type KeyKind = "secret" | "write_key";

export const DEFAULT_LIMIT_PER_MINUTE = 6_000;
export const HIGHEST_LIMIT_PER_MINUTE = 1_000_000;

/** How long a rotated key goes on working beside the new one. */
export const OVERLAP_HOURS = [0, 1, 24, 168] as const;

const name = z
  .string({ error: "Give the key a name: what will use it." })
  .trim()
  .min(1, "Give the key a name: what will use it.")
  .max(80, "Use at most 80 characters for the name.");
const limitPerMinute = z
  .number({ error: "Write how many requests a minute the key may make." })
  .int("Write a whole number of requests a minute.")
  .min(1, "A key needs at least 1 request a minute.")
  .max(HIGHEST_LIMIT_PER_MINUTE, "A key may make at most 1,000,000 requests a minute.")
  .default(DEFAULT_LIMIT_PER_MINUTE);

export const newKeySchema = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("secret"),
      name,
      scopes: z
        .array(z.enum(SCOPES, { error: "Choose among score, ingest, read and write." }))
        .min(1, "Choose at least one thing the key may do.")
        .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
      limitPerMinute,
      /** ISO time; absent: it works until it is revoked. */
      expiresAt: z.iso
        .datetime({ error: "Write the last day as a date." })
        .nullish()
        .transform((text) => (text ? new Date(text) : null)),
    })
    .strict(),
  z.object({ kind: z.literal("write_key"), name, limitPerMinute }).strict(),
]);
export type NewKey = z.infer<typeof newKeySchema>;

export const rotationSchema = z
  .object({
    keyId: z.uuid(),
    overlapHours: z
      .number()
      .refine(
        (hours) => (OVERLAP_HOURS as readonly number[]).includes(hours),
        "Choose how long the old key works.",
      ),
  })
  .strict();

/** A key as settings show it; never the secret itself. */
export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly scopes: readonly Scope[];
  readonly limitPerMinute: number;
  /** "fc_k3Yp…9xQa" */
  readonly shown: string;
  /** A write key whole: it stands in every page of the site anyway. */
  readonly publicKey: string | null;
  /** While the key before the rotation still works. */
  readonly previous: { readonly shown: string; readonly until: Date } | null;
  readonly state: "active" | "expired" | "revoked";
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly rotatedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export interface KeyUsageDay {
  /** Start of the day in the workspace's time zone, "2026-11-21". */
  readonly day: string;
  readonly asked: number;
  readonly refused: number;
}

export interface KeyUsage {
  readonly keyId: string;
  /** The last 30 days, oldest first; days without a request are left out. */
  readonly days: readonly KeyUsageDay[];
  readonly asked: number;
  readonly refused: number;
  /** The most in one minute. */
  readonly peakPerMinute: number;
}

export type Refused = { readonly ok: false; readonly code: string; readonly message: string };

/** The one time that a secret is told. */
export type KeyToldOnce =
  | { readonly ok: true; readonly keyId: string; readonly secret: string; readonly shown: string }
  | Refused;

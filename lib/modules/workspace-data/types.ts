import { z } from "zod";

/** Somebody to be erased: an e-mail, the id of a lead, or what another system calls it. */
export const personInput = z
  .string()
  .trim()
  .min(3, "Write an e-mail or an id.")
  .max(300, "That is too long for an e-mail or an id.");

export const eraseInput = z.strictObject({
  leadIds: z.array(z.uuid()).min(1).max(50),
  /** What was typed to confirm. */
  typed: z.string().max(300),
  why: z.string().trim().min(10, "Say why in at least 10 characters.").max(500, "At most 500 characters."),
});

export const deleteInput = z.strictObject({ typed: z.string().max(200) });

export interface Count {
  readonly label: string;
  readonly count: number;
}

/** Who is found, and what goes with them. */
export interface ErasurePreview {
  readonly leads: readonly {
    readonly id: string;
    readonly name: string;
    readonly company: string | null;
    readonly email: string | null;
  }[];
  /** What has to be typed. */
  readonly confirmWith: string;
  /** Only what there is. */
  readonly counts: readonly Count[];
  /** Uploads that wait for their columns and are discarded, because they may contain the person. */
  readonly uploads: readonly string[];
  /** Why it cannot be now; null where it can. */
  readonly refusal: string | null;
}

export type Refused = { readonly ok: false; readonly code: string; readonly message: string };
export type FindPersonResult = { readonly ok: true; readonly preview: ErasurePreview } | Refused;
export type EraseResult = { readonly ok: true; readonly erased: number } | Refused;
export type DeleteResult = { readonly ok: true } | Refused;

export interface DataPage {
  readonly workspace: string;
  /** What is in the workspace: what an export takes along and a deletion takes away. */
  readonly counts: readonly Count[];
  /** People who belong to no other workspace, whose accounts go with it. */
  readonly accounts: number;
  /** Found before anybody asked, where the address names a lead. */
  readonly person: { readonly asked: string; readonly preview: ErasurePreview } | null;
}

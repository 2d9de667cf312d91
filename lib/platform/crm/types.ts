/** What Firstcall asks of a CRM. Records are written where they are; none is made. */

export type CrmKind = "salesforce" | "hubspot";

export interface CrmAccess {
  readonly kind: CrmKind;
  /** "https://example.my.salesforce.com", "https://api.hubapi.com" */
  readonly baseUrl: string;
  /** A token that is ready, or what a token is asked for with. */
  readonly credentials:
    | { readonly kind: "token"; readonly token: string }
    | { readonly kind: "client"; readonly clientId: string; readonly clientSecret: string };
  /** What is written to: "Lead", "Contact", "contacts". */
  readonly object: string;
  /** Their field by which records are found. */
  readonly matchField: string;
}

export interface CrmField {
  readonly name: string;
  readonly label: string;
  readonly isWritable: boolean;
}

export type CrmValue = string | number | boolean | null;

export interface CrmRecord {
  /** What the match field holds. */
  readonly key: string;
  readonly values: Readonly<Record<string, CrmValue>>;
}

/** How one record ended, in the order they were given. */
export type CrmEnd = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface CrmClient {
  fields(): Promise<readonly CrmField[]>;
  /** Of these keys, those that exactly one record has. */
  find(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** @param records at most 200, no key twice */
  write(records: readonly CrmRecord[]): Promise<readonly CrmEnd[]>;
}

/** The most records that are handed over at once. */
export const CRM_BATCH = 200;

/**
 * Why nothing could be done at all, in contrast to a record that was refused: access ends a run, busy and unreachable
 * are tried again.
 */
export class CrmError extends Error {
  readonly why: "access" | "busy" | "unreachable" | "refused";
  /** Seconds of patience it asks for; null where it does not. */
  readonly retryAfterSeconds: number | null;
  constructor(why: CrmError["why"], message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = "CrmError";
    this.why = why;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

import type { LedgerItem, RequestItem } from "@/lib/present/ledger-row";

export interface LedgerCounts {
  readonly all: number;
  readonly active: number;
  /** How many the filters leave. */
  readonly matching: number;
}

export interface LedgerPage {
  readonly items: readonly LedgerItem[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
}

export interface LedgerData {
  readonly counts: LedgerCounts;
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  /** Requests that the reader may decide; null where the role decides none. */
  readonly waiting: readonly RequestItem[] | null;
  /** The reader's own requests. */
  readonly own: readonly RequestItem[];
  readonly page: LedgerPage;
}

import type { BandSet } from "@/lib/core/scoring/types";
import type { Doubt } from "./suggest";
import type {
  ColumnProfile,
  ImportKind,
  ImportPlan,
  ImportProfile,
  ImportProgress,
  ImportResult,
  ImportStatus,
  Rejection,
} from "./types";

/** A column as the mapping screen shows it. */
export interface ScreenColumn
  extends Pick<ColumnProfile, "name" | "type" | "filledShare" | "distinct" | "samples" | "top"> {
  readonly isPercent: boolean;
  /** Why it may not be used, in words; null for most. */
  readonly protectedWords: string | null;
  readonly doubt: Doubt | null;
  readonly date: ColumnProfile["date"] | null;
}

export interface MappingScreenData {
  readonly id: string;
  readonly fileName: string;
  readonly kind: ImportKind;
  readonly rows: number;
  readonly rowsAreExact: boolean;
  readonly dialect: ImportProfile["dialect"];
  readonly columns: readonly ScreenColumn[];
  readonly plan: ImportPlan;
  readonly timeZone: string;
}

export interface ImportStatusData {
  readonly id: string;
  readonly fileName: string;
  readonly kind: ImportKind;
  readonly status: ImportStatus;
  readonly progress: ImportProgress | null;
  /** The last rows that stayed out, newest first. */
  readonly keptOut: readonly Rejection[];
}

export interface ImportDoneData {
  readonly id: string;
  readonly fileName: string;
  readonly kind: ImportKind;
  readonly status: ImportStatus;
  readonly result: ImportResult | null;
  /** Of an import that ended early. */
  readonly message: string | null;
  readonly bandSet: BandSet;
}

export type ImportPageData =
  | { readonly view: "mapping"; readonly data: MappingScreenData }
  | { readonly view: "running"; readonly data: ImportStatusData }
  | { readonly view: "done"; readonly data: ImportDoneData };

export interface RecentImport {
  readonly id: string;
  readonly fileName: string;
  readonly status: ImportStatus;
  /** "17 Nov, 08:42" */
  readonly when: string;
  readonly rows: number | null;
  readonly rejected: number | null;
}

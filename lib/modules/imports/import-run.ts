import type { Scope } from "./mutations";
import type { ImportPlan, ImportProfile, ImportProgress } from "./types";

/** One import under way: what is read, how it is understood, and who hears of it. */
export interface ImportRun extends Scope {
  readonly plan: ImportPlan;
  readonly profile: ImportProfile;
  readonly fileName: string;
  readonly byteSize: number;
  readonly actorId: string | null;
  readonly source: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

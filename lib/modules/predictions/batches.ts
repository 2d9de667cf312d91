import { type QuickDatabase, quickDatabase } from "@/lib/platform/db/quick";
import { newId } from "@/lib/platform/ids";

/** A part of a file that was scored: some of its rows, answered together. Nothing in it names a person. */
export interface PredictionPart {
  readonly tenantId: string;
  readonly createdAt: Date;
  /** The request_id that the caller was told; the same for all parts of a file. */
  readonly requestId: string;
  /** Null for a file that came from a pipe. */
  readonly keyId: string | null;
  readonly scorerId: string;
  readonly scorerVersion: string;
  readonly scorerHash: string;
  /** As of when its signals were measured, epoch ms. */
  readonly moment: number;
  /** Of the file; the first behind the header is 1. */
  readonly firstRow: number;
  readonly rows: number;
  /** How many of them were told an error. */
  readonly failed: number;
  /** Of the file up to the end of this part, header included. */
  readonly bytesIn: number;
  /** sha256 of these bytes, hex: the last part has that of the whole file. */
  readonly sha256In: string;
  readonly isLast: boolean;
}

export type PartLog = (part: PredictionPart) => Promise<void>;

/** Writes a part before it is answered, in one round trip. */
export function openPartLog(database: () => QuickDatabase = quickDatabase): PartLog {
  return async (part) => {
    const row = {
      ...{ id: newId(), created_at: part.createdAt, request_id: part.requestId, key_id: part.keyId },
      ...{ scorer_id: part.scorerId, scorer_version: part.scorerVersion, scorer_hash: part.scorerHash },
      ...{ moment: new Date(part.moment), first_row: part.firstRow, rows: part.rows, failed: part.failed },
      ...{ bytes_in: part.bytesIn, sha256_in: part.sha256In, is_last: part.isLast },
    };
    await database().query("log_prediction_batch", "SELECT log_prediction_batch($1::uuid, $2::json)", [
      part.tenantId,
      JSON.stringify(row),
    ]);
  };
}

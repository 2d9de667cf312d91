/** Where a scoring was asked for: for one lead, for a visitor, for a row of a file. */
export type PredictionSource = "score" | "visitor" | "batch";

/** One scoring as it is logged. Nothing in it names a person. */
export interface Prediction {
  readonly tenantId: string;
  /** UUIDv7: the request_id that the caller was told. */
  readonly id: string;
  readonly createdAt: Date;
  readonly keyId: string | null;
  readonly source: PredictionSource;
  readonly scorerId: string;
  readonly scorerVersion: string;
  readonly scorerHash: string;
  /** From `hashedEmail`. */
  readonly emailHash: string | null;
  readonly total: number;
  readonly unrounded: number;
  readonly margin: number | null;
  readonly probability: number | null;
  readonly band: string;
  /** As of when its signals were measured, epoch ms. */
  readonly moment: number;
  /** From `inputsText`. */
  readonly inputs: string;
  /** Microseconds from the request to here. */
  readonly latencyUs: number;
}

export type PredictionLog = (prediction: Prediction) => Promise<void>;

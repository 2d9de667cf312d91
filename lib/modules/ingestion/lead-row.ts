import type { AttributeValue } from "@/lib/core/signals/types";
import { LEAD_COLUMNS } from "./types";

/** A row of `leads` as ingestion reads it. */
export interface LeadRow {
  id: string;
  external_id: string | null;
  attributes: Record<string, AttributeValue>;
  status: string;
  owner_id: string | null;
  team: string | null;
  territory: string | null;
  created_at: Date | null;
  closed_at: Date | null;
  sequence: bigint | null;
  outcomes: Record<
    string,
    [value: string, decidedAt: string | null, amountMinor: number | null, currency: string | null]
  > | null;
  [column: string]: unknown;
}

/** The typed columns that hold something, under their column names. */
export function typedFields(row: LeadRow): Record<string, AttributeValue> {
  const fields: Record<string, AttributeValue> = {};
  for (const column of LEAD_COLUMNS) {
    const value = row[column] as AttributeValue | undefined;
    if (value !== null && value !== undefined) fields[column] = value;
  }
  return fields;
}

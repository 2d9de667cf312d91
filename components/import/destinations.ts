import { STANDARD_SIGNAL_DESTINATIONS } from "@/lib/modules/imports/types";
import { LEAD_COLUMNS } from "@/lib/modules/ingestion/types";
import { destinationWords } from "@/lib/present/import-words";
import type { ComboboxOption } from "../ui/combobox";

const option =
  (group: string, column: string) =>
  (to: string): ComboboxOption => {
    const { kind, label } = destinationWords(to, column);
    return { value: to, kind: kind === group ? undefined : kind, label: label || column, group };
  };

/** Where a column of leads can go, what is likeliest to be wanted first. */
export function leadOptions(column: string): ComboboxOption[] {
  return [
    { value: "own_signal", kind: "Own signal", label: column, group: "As it is" },
    { value: "attribute", kind: "Attribute", label: "Own field", group: "As it is" },
    { value: "leave_out", kind: "Left out", label: "Not imported", group: "As it is" },
    ...["external_id", "full_name", ...LEAD_COLUMNS, "status", "owner_email", "team", "territory"].map(
      option("The lead", column),
    ),
    ...["created_at", "closed_at", "outcome", "amount"].map(option("Time and outcome", column)),
    ...STANDARD_SIGNAL_DESTINATIONS.map(option("Known signals", column)),
  ].map((entry) => ({ ...entry, kind: entry.kind ?? destinationWords(entry.value, column).kind }));
}

export function eventOptions(column: string): ComboboxOption[] {
  return ["lead", "occurred_at", "event_type", "property", "leave_out"].map(option("Events", column));
}

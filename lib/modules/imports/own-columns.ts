import { definitionForAttribute, labelOf, slugOf } from "@/lib/core/signals/own-signals";
import type { SignalDefinition, SignalType } from "@/lib/core/signals/types";
import { EMAIL_AS_GIVEN } from "@/lib/modules/ingestion/quality";
import { LEAD_COLUMNS } from "@/lib/modules/ingestion/types";
import type { ColumnProfile, LeadsPlan } from "./types";

/** Kept on the lead where a file's owner is nobody of this workspace. */
export const OWNER_AS_GIVEN = "owner_as_given";

const RESERVED: ReadonlySet<string> = new Set([...LEAD_COLUMNS, EMAIL_AS_GIVEN, OWNER_AS_GIVEN]);

/**
 * The attribute keys of a file's own columns: snake_case, unique in the file, and never one that means something else
 * (a column called "unsubscribed" that a person keeps as an attribute must not feed the signal).
 */
export function attributeKeys(names: readonly string[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const own = definitionForAttribute(slugOf(name), "category").key;
    const base = RESERVED.has(own) ? `own_${own}` : own;
    let key = base;
    for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`;
    taken.add(key);
    keys.set(name, key);
  }
  return keys;
}

export const signalTypeOf = (column: ColumnProfile): SignalType =>
  column.type === "number" || column.type === "boolean" ? column.type : "category";

/** The definitions that the plan's own signals need. */
export function ownDefinitions(columns: readonly ColumnProfile[], plan: LeadsPlan): SignalDefinition[] {
  const keys = attributeKeys(columns.map(({ name }) => name));
  return columns.flatMap((column) => {
    if (plan.columns[column.name] !== "own_signal") return [];
    return [
      definitionForAttribute(keys.get(column.name) ?? "field", signalTypeOf(column), labelOf(column.name)),
    ];
  });
}

"use client";
import { type PageKey, usePageKeys } from "../shell/registry";

const MOVE: readonly PageKey[] = [
  { label: "Next lead", keys: ["J"] },
  { label: "Previous lead", keys: ["K"] },
  { label: "Open the lead", keys: ["↵"] },
];
const SELECT: readonly PageKey[] = [
  { label: "Select the lead", keys: ["X"] },
  { label: "Select up to here", keys: ["⇧X"] },
  { label: "Clear the selection", keys: ["Esc"] },
];
const ACT: readonly PageKey[] = [
  { label: "Assign the selected", keys: ["A"] },
  { label: "Snooze the selected", keys: ["S"] },
];
const SEARCH: readonly PageKey[] = [{ label: "Search this list", keys: ["/"] }];
const IMPORT: readonly PageKey[] = [{ label: "Import leads", keys: ["I"] }];
const NONE: readonly PageKey[] = [];

/** Tells the sheet of keys what the leads list does; the keys are bound where they act. */
export function ListKeys({ mayImport, mayWork }: { mayImport: boolean; mayWork: boolean }) {
  usePageKeys("Move", MOVE);
  usePageKeys("Select", SELECT);
  usePageKeys("Act", mayWork ? ACT : NONE);
  usePageKeys("Go to", SEARCH);
  usePageKeys("Elsewhere", mayImport ? IMPORT : NONE);
  return null;
}

import type { ProtectedReason } from "../core/signals/protected.ts";

const WHAT: Readonly<Record<ProtectedReason, string>> = {
  age: "age",
  gender: "gender",
  ethnicity: "ethnicity",
  religion: "religion",
  disability: "disability",
  marital_status: "marital status",
  health: "health",
  nationality: "nationality",
  pregnancy: "pregnancy or parenthood",
  sexual_orientation: "sexual orientation",
  political: "political views",
  trade_union: "trade union membership",
  children: "children",
  genetic: "genetic or biometric data",
  veteran: "military service",
};

/** "Kept out: it is about age, a protected attribute" */
export function wordProtected(reason: ProtectedReason): string {
  return `Kept out: it is about ${WHAT[reason]}, a protected attribute`;
}

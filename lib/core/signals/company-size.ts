import { numberOf } from "./text.ts";
import type { AttributeValue } from "./types.ts";

/**
 * Employees from a number or from what firmographic vendors write: "200-499", "1,000+", "> 5000", "51 to 200",
 * "10k", "11-50 employees". A range gives the geometric mean of its ends, rounded: the middle on the log scale that
 * the signal uses, and always inside the range. Null where there is no positive number.
 */
export function employeesOf(value: AttributeValue | undefined): number | null {
  if (value === undefined || value === null || typeof value === "boolean") return null;
  if (typeof value === "number") return Number.isFinite(value) && value > 0 ? Math.round(value) : null;
  const numbers = [...value.toLowerCase().matchAll(/(\d[\d.,'\u00a0\u202f ]*\d|\d)\s*(k|m)?(?![a-z0-9])/g)]
    .map((match) => {
      const digits = (match[1] ?? "")
        .replace(/[,'\u00a0\u202f ](?=\d{3}(\D|$))/g, "")
        .replace(/\.(?=\d{3}(\D|$))/g, "");
      const parsed = numberOf(digits);
      return parsed === null ? null : parsed * (match[2] === "k" ? 1_000 : match[2] === "m" ? 1_000_000 : 1);
    })
    .filter((n): n is number => n !== null && n > 0);
  const [low, high] = numbers;
  if (low === undefined) return null;
  if (high === undefined || high <= low) return Math.max(1, Math.round(low));
  return Math.max(1, Math.round(Math.sqrt(low * high)));
}

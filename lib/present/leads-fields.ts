import { formatNumber, formatShort } from "./format.ts";

/** Names and values of a lead's fields as people read them. */

const LABELS: Readonly<Record<string, string>> = {
  first_name: "First name",
  last_name: "Last name",
  job_title: "Job title",
  email: "E-mail",
  phone: "Phone",
  employees: "Employees",
  website: "Website",
  utm_source: "UTM source",
  utm_campaign: "UTM campaign",
};

/** "job_title" reads "Job title"; a name the tenant wrote with capitals or blanks stays as it is. */
export function fieldLabel(key: string): string {
  const known = LABELS[key];
  if (known) return known;
  if (/[A-Z ]/.test(key)) return key;
  const words = key.replaceAll("_", " ").trim();
  return words.charAt(0).toLocaleUpperCase("en") + words.slice(1);
}

/** Yes, No, 1,250 or the text; null for what is empty. */
export function fieldValue(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (value === true) return "Yes";
  if (value === false) return "No";
  // A year or an id is no amount: only numbers of five digits and more are grouped.
  if (typeof value === "number") {
    if (!Number.isInteger(value)) return formatShort(value, 2);
    return Math.abs(value) < 10_000 ? String(value).replace("-", "−") : formatNumber(value);
  }
  if (typeof value === "string") return value.trim() || null;
  return JSON.stringify(value);
}

const QUALITY: Readonly<Record<string, string>> = {
  missing_email: "No e-mail address",
  malformed_email: "The e-mail address looks mistyped",
  missing_company: "No company",
  placeholder_company: "The company looks made up",
  missing_title: "No job title",
};

/** What is wrong with a lead's data, each a short note. */
export function qualityNotes(flags: readonly string[]): string[] {
  return flags.map((flag) => QUALITY[flag] ?? fieldLabel(flag));
}

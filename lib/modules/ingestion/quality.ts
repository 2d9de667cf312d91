import type { AttributeValue } from "@/lib/core/signals/types";

export const QUALITY_FLAGS = [
  "missing_email",
  "missing_company",
  "missing_title",
  "malformed_email",
  "placeholder_company",
] as const;
export type QualityFlag = (typeof QUALITY_FLAGS)[number];

/** Where an address that is none is kept, so that a person can correct it. */
export const EMAIL_AS_GIVEN = "email_as_given";

/** What people type into a required field they do not want to answer. */
const PLACEHOLDER_COMPANIES: ReadonlySet<string> = new Set(
  [
    "test, testing, tests, test company, test co, demo, example, example company, sample, dummy, fake",
    "n a, na, none, nil, null, nothing, no company, no, unknown, undefined, not applicable, not available, not provided, tbd, tba",
    "self, self employed, selfemployed, freelance, freelancer, independent, individual, personal, private, privat, me, myself, home, student, unemployed, retired",
    "asdf, asdfasdf, asdfgh, qwerty, qwertz, abc, abcd, abc company, xyz, foo, bar, foobar, blah, lorem ipsum",
    "company, company name, my company, your company, firma, acme test, keine, keine angabe, sin empresa, aucune, ninguna",
  ]
    .join(", ")
    .split(", "),
);

const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\]_]+$/;
const HOST_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Whether a text can be a mail address: one @, no blanks, a host of at least two labels. Says nothing of delivery. */
export function isEmail(text: string): boolean {
  if (text.length > 254 || !EMAIL.test(text)) return false;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (local.length > 64 || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return false;
  const labels = text.slice(at + 1).split(".");
  const top = labels.at(-1) ?? "";
  return (
    labels.length >= 2 &&
    labels.every((label) => HOST_LABEL.test(label)) &&
    !/^\p{N}+$/u.test(top) &&
    top.length >= 2
  );
}

/** Whether a company's name is a way of not giving one: "test", "n/a", "self-employed", "asdf", "xxx", "-". */
export function isPlaceholderCompany(name: string): boolean {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (words === "") return true;
  const letters = words.replaceAll(" ", "");
  // One letter repeated ("xxx", "aaaa"); two letters may be a real name ("AA", "3M").
  return PLACEHOLDER_COMPANIES.has(words) || (letters.length >= 3 && new Set(letters).size === 1);
}

/**
 * What is doubtful about a lead, in the order of QUALITY_FLAGS. Flags never refuse a lead: they are shown beside it.
 * Keys of `fields` are those of LeadRecord.
 */
export function qualityFlags(fields: Readonly<Record<string, AttributeValue>>): QualityFlag[] {
  const email = textOf(fields.email);
  const company = textOf(fields.company);
  const malformed = email === "" ? textOf(fields[EMAIL_AS_GIVEN]) !== "" : !isEmail(email);
  const flags: QualityFlag[] = [];
  if (email === "" && !malformed) flags.push("missing_email");
  if (company === "") flags.push("missing_company");
  if (textOf(fields.job_title) === "") flags.push("missing_title");
  if (malformed) flags.push("malformed_email");
  if (company !== "" && isPlaceholderCompany(company)) flags.push("placeholder_company");
  return flags;
}

function textOf(value: AttributeValue | undefined): string {
  return value === null || value === undefined ? "" : String(value).trim();
}

import { fold } from "./text.ts";

export const SENIORITY_LEVELS = ["c_level", "vp", "director", "manager", "individual"] as const;
export type Seniority = (typeof SENIORITY_LEVELS)[number];

/**
 * Words of a folded job title (lower case, no accents), strongest level first. Assistants of somebody senior, and
 * owners of a product rather than a company, are taken out beforehand.
 */
const NOT_THE_BOSS =
  /\b((executive |personal |virtual )?assistant|assistenz|assistentin|sekretar\w*|secretary|secretaire|office of the|chief of staff|product owner|process owner|project owner|account owner|service owner|lead owner)\b/;

const PATTERNS: readonly (readonly [Seniority, RegExp])[] = [
  [
    "vp",
    /\b(s?e?vp|avp|vice[ -]president\w*|vice[ -]?presidente?|vizeprasident\w*|vicepresident\w*|vice directeur)\b/,
  ],
  [
    "c_level",
    /\b(c[efotimrpsd]o|c[ch]ro|cdo|ciso|chief\b.*\bofficer|chief \w+( \w+)?|(co-?)?founder|cofounder|owner|proprietor|president\w*|managing (director|partner)|general manager|geschaftsfuhr\w*|inhaber\w*|grunder\w*|vorstand\w*|prokurist\w*|pdg|directeur general|directrice generale|gerant\w*|fondat\w+|director general|directora general|fundador\w*|propietari\w*|consejer[oa] delegad[oa]|socio|amministratore delegato|titolare|fondatrice|verkstallande direktor|administrerende direktor|daglig leder|toimitusjohtaja|prezes\w*|eigenaar|bestuurder|algemeen directeur|(general |senior )?partner(?! (manager|success|marketing|sales|account|development|enablement|lead|operations)))\b/,
  ],
  [
    "director",
    /\b(director\w*|direct(eur|rice)\w*|direttor\w+|diret(or|ora)|direktor\w*|head|leiter\w*|bereichsleit\w*|abteilungsleit\w*|chef(fe)? de|responsable|dyrektor\w*|reitaja)\b|\w{3,}(leiter|leiterin|chef|direktor)\b/,
  ],
  [
    "manager",
    /\b(manager\w*|mgr|lead|team ?lead\w*|supervisor|foreman|gerente|gestor\w*|teamleit\w*|kierownik\w*|superintendent|principal|dean)\b|\w{3,}manager(in)?\b/,
  ],
];

/**
 * Level of a job title: c_level, vp, director, manager, else individual; null without a title.
 * "Vice President" is a VP and not a president; "Managing Director" and "General Manager" run the company.
 */
export function seniorityOfTitle(title: string | null): Seniority | null {
  if (title === null) return null;
  const text = fold(title)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  if (text === "") return null;
  if (NOT_THE_BOSS.test(text)) return "individual";
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? "individual";
}

const NAMED_LEVELS: Readonly<Record<string, Seniority>> = {
  c_level: "c_level",
  c_suite: "c_level",
  cxo: "c_level",
  executive: "c_level",
  founder: "c_level",
  owner: "c_level",
  partner: "c_level",
  vp: "vp",
  vice_president: "vp",
  director: "director",
  head: "director",
  manager: "manager",
  lead: "manager",
  individual: "individual",
  individual_contributor: "individual",
  ic: "individual",
  senior: "individual",
  junior: "individual",
  entry: "individual",
  staff: "individual",
  intern: "individual",
};

/** Level of a given seniority attribute ("C-Level", "vp", "Director"), or null where it is not one we know. */
export function seniorityOfAttribute(value: string | null): Seniority | null {
  if (value === null) return null;
  const key = fold(value)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const named = NAMED_LEVELS[key];
  if (named !== undefined) return named;
  const parsed = seniorityOfTitle(value);
  return parsed === "individual" ? null : parsed;
}

/** Who can sign: C-level (owners and founders included), VPs, directors and heads of something. */
export function decides(level: Seniority | null): boolean | null {
  return level === null ? null : level === "c_level" || level === "vp" || level === "director";
}

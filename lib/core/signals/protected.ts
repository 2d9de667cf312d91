import { fold } from "./text.ts";

/** Why a column may not become a signal; lib/present words it. */
export type ProtectedReason =
  | "age"
  | "gender"
  | "ethnicity"
  | "religion"
  | "disability"
  | "marital_status"
  | "health"
  | "nationality"
  | "pregnancy"
  | "sexual_orientation"
  | "political"
  | "trade_union"
  | "children"
  | "genetic"
  | "veteran";

/** Single words that are enough by themselves. */
const WORDS: Readonly<Record<ProtectedReason, string>> = {
  age: "age ages dob yob birth birthday birthdate birthyear dateofbirth yearofbirth born agegroup agerange ageband geburtsdatum geburtsjahr geburtstag edad idade naissance millennial pensioner retiree",
  gender:
    "gender sex male female geschlecht sexo sexe genero salutation anrede honorific pronoun pronouns mr mrs ms miss civilite",
  ethnicity:
    "ethnic ethnicity ethnicities ethnie race races racial caste minority skincolor skincolour ethnizitat raza",
  religion:
    "religion religions religious denomination church mosque synagogue catholic protestant muslim islamic jewish hindu christian konfession",
  disability:
    "disability disabilities handicap handicapped impairment wheelchair behinderung discapacidad schwerbehindert",
  marital_status:
    "marital maritalstatus married spouse husband wife divorced widowed familienstand zivilstand fiance",
  health:
    "illness disease diagnosis diagnoses chronic hiv cancer allergy allergies medication krankheit gesundheit bmi bloodtype",
  nationality:
    "nationality nationalities citizenship citizen birthplace placeofbirth immigrant immigration migrant refugee passport staatsangehorigkeit nationalitat nacionalidad nationalite",
  pregnancy: "pregnant pregnancy maternity schwanger schwangerschaft",
  sexual_orientation:
    "sexual sexuality lgbt lgbtq lgbtqia gay lesbian bisexual transgender homosexual heterosexual",
  political: "political politics republican democrat voter voting politisch",
  trade_union: "tradeunion unionmember gewerkschaft",
  children: "children kids childcount parenthood kinder hijos dependants",
  genetic: "genetic genetics dna genome biometric biometrics",
  veteran: "veteran veterans",
};

/** Two or more words that only mean something together, in any order. */
const TOGETHER: readonly (readonly [ProtectedReason, readonly string[]])[] = [
  ["ethnicity", ["skin", "color"]],
  ["ethnicity", ["skin", "colour"]],
  ["ethnicity", ["native", "language"]],
  ["ethnicity", ["mother", "tongue"]],
  ["ethnicity", ["first", "language"]],
  ["gender", ["name", "prefix"]],
  ["gender", ["courtesy", "title"]],
  ["gender", ["maiden", "name"]],
  ["disability", ["special", "needs"]],
  ["disability", ["disabled", "person"]],
  ["marital_status", ["relationship", "status"]],
  ["marital_status", ["civil", "status"]],
  ["marital_status", ["family", "status"]],
  ["health", ["medical", "history"]],
  ["health", ["medical", "condition"]],
  ["health", ["medical", "conditions"]],
  ["health", ["medical", "record"]],
  ["health", ["blood", "type"]],
  ["health", ["blood", "group"]],
  ["health", ["sick", "leave"]],
  ["health", ["sick", "days"]],
  ["health", ["mental", "health"]],
  ["nationality", ["country", "birth"]],
  ["nationality", ["place", "birth"]],
  ["nationality", ["country", "origin"]],
  ["nationality", ["national", "origin"]],
  ["nationality", ["visa", "status"]],
  ["nationality", ["residence", "permit"]],
  ["political", ["party", "affiliation"]],
  ["political", ["party", "membership"]],
  ["trade_union", ["trade", "union"]],
  ["trade_union", ["labor", "union"]],
  ["trade_union", ["labour", "union"]],
  ["trade_union", ["union", "member"]],
  ["trade_union", ["union", "membership"]],
  ["children", ["number", "dependents"]],
  ["children", ["has", "child"]],
  ["children", ["parental", "status"]],
  ["children", ["parental", "leave"]],
  ["children", ["parent", "status"]],
  ["veteran", ["military", "status"]],
  ["veteran", ["military", "service"]],
];

/** Words about things, which also have an age and a health: "account age", "pipeline health". */
const THINGS = new Set(
  `account accounts company companies lead leads domain deal opportunity contract website business firm ticket device
  equipment vehicle building machine product subscription relationship site page session pipeline stage cookie record
  invoice order quote tenant customer client project app software system server network data list model token cache
  day days hour hours minute minutes week weeks score check index care insurance`.split(/\s+/),
);

/** Words that excuse another one: a "race condition" is no race, a "conversion of kind" no child. */
const HARMLESS: readonly (readonly [string, readonly string[]])[] = [
  ["race", ["condition", "sponsor", "event", "car"]],
  ["races", ["event", "events"]],
  ["minority", ["stake", "owned", "shareholder"]],
  ["denomination", ["currency", "coin", "note"]],
  ["passport", ["tenant", "auth", "login", "program"]],
  ["voting", ["product", "feature", "shares"]],
  [
    "ms",
    [
      "teams",
      "office",
      "dynamics",
      "time",
      "duration",
      "latency",
      "elapsed",
      "load",
      "response",
      "timestamp",
    ],
  ],
  ["citizen", ["developer"]],
  ["birth", ["company"]],
  ["biometric", ["product", "interest", "interested"]],
];

/** Values that give a column away whatever it is called. */
const TELLING_VALUES: readonly (readonly [ProtectedReason, ReadonlySet<string>])[] = [
  ["gender", new Set("mr mrs ms miss mx herr frau mme mlle male female man woman m f sr sra".split(" "))],
  ["marital_status", new Set("single married divorced widowed separated".split(" "))],
];

const REASON_BY_WORD = new Map(
  (Object.entries(WORDS) as [ProtectedReason, string][]).flatMap(([reason, words]) =>
    words.split(" ").map((word) => [word, reason] as const),
  ),
);

/** Words of a column name: camelCase, snake_case, digits and punctuation all separate. Lower case, no accents. */
export function wordsOf(name: string): string[] {
  return fold(name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2"))
    .replace(/([a-z])(\d)/g, "$1 $2")
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

function isExcused(word: string, words: readonly string[]): boolean {
  if (word === "age" || word === "ages" || word === "born") return words.some((other) => THINGS.has(other));
  const excuses = HARMLESS.find(([harmless]) => harmless === word)?.[1];
  return excuses?.some((excuse) => words.includes(excuse)) ?? false;
}

/** "health" alone, or of a person; not of an account, and not the industry. */
function isPersonalHealth(words: readonly string[]): boolean {
  return (
    words.includes("health") &&
    !words.some((word) => THINGS.has(word) || word === "industry" || word === "sector")
  );
}

/**
 * Why a column must not become a signal, or null where it may: names of protected attributes and their obvious
 * proxies, in English with the commonest German, French, Spanish and Portuguese words. `samples` are some of the
 * column's values: at least five of them, nine in ten of which are forms of address, genders or marital states, refuse
 * a column called "title" or "field 7" as well.
 *
 * Range: names, not meaning. "Page", "stage", "message", "language", "country" and "job title" stay allowed.
 */
export function protectedReason(name: string, samples: readonly string[] = []): ProtectedReason | null {
  const words = wordsOf(name);
  for (const [reason, together] of TOGETHER) {
    if (together.every((word) => words.includes(word))) return reason;
  }
  for (const word of words) {
    const reason = REASON_BY_WORD.get(word);
    if (reason !== undefined && !isExcused(word, words)) return reason;
  }
  if (isPersonalHealth(words)) return "health";
  return reasonOfValues(samples);
}

function reasonOfValues(samples: readonly string[]): ProtectedReason | null {
  const values = samples.map((value) => fold(value).replace(/[^a-z]/g, "")).filter((value) => value !== "");
  if (values.length < 5) return null;
  for (const [reason, telling] of TELLING_VALUES) {
    if (values.filter((value) => telling.has(value)).length >= values.length * 0.9) return reason;
  }
  return null;
}

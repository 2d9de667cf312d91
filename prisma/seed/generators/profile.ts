import type { AttributeValue } from "@/lib/core/signals/types";
import { CHANNELS, type Channel } from "../distributions/channels";
import { COMPETITORS, FREE_MAIL, STUDENT_MAIL } from "../distributions/companies";
import { FIRST_NAMES, LAST_NAMES, STUDENT_TITLES, TITLES } from "../distributions/people";
import type { Random } from "../random";
import { asciiOf } from "./ascii";
import { drawCompany } from "./company";

export type Quirk = "none" | "student" | "competitor" | "job_seeker";

/** Who a lead is. `fit` and `intent` are hidden: nothing of the product ever sees them, only what they cause. */
export interface Profile {
  readonly externalId: string;
  readonly channel: Channel;
  readonly quirk: Quirk;
  readonly offsetHours: number;
  readonly sellsThere: boolean;
  readonly employees: number;
  /** What the form and the source say at once. */
  readonly given: Readonly<Record<string, AttributeValue>>;
  /** What enrichment finds out later. */
  readonly enriched: Readonly<Record<string, AttributeValue>>;
  readonly fit: number;
  readonly intent: number;
}

const SENIORITY_FIT: Readonly<Record<string, number>> = {
  c_level: 0.35,
  vp: 0.75,
  director: 0.85,
  manager: 0.25,
  individual: -0.55,
};
const INDUSTRY_FIT: Readonly<Record<string, number>> = {
  target: 0.55,
  adjacent: 0.1,
  neutral: -0.25,
  poor: -0.8,
};

export interface World {
  /** What is true of a company is drawn from here, by its name. */
  readonly companies: Random;
  /** Addresses given out so far: two people never share one. */
  readonly addresses: Set<string>;
}

export function drawProfile(random: Random, index: number, world: World): Profile {
  const channel = random.weighted(CHANNELS.map((entry) => [entry, entry.weight] as const));
  const quirk = random.weighted<Quirk>([
    ["none", 92],
    ["student", 3.2],
    ["competitor", 1],
    ["job_seeker", 3.8],
  ]);
  const company = drawCompany(random.branch("company"), world.companies);
  const { industry, employees, sellsThere } = company;
  const [title, seniority] = random.weighted(TITLES.map((entry) => [entry, entry[2]] as const));
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const email = drawEmail(random.branch("email"), quirk, first, last, company.domain);
  const address = world.addresses.has(email) ? email.replace("@", `${index}@`) : email;
  world.addresses.add(address);
  const early = random.chance(0.55);
  const firmographics = { industry, employees };
  const fit =
    (SENIORITY_FIT[seniority] ?? 0) +
    (INDUSTRY_FIT[company.fitClass] ?? 0) +
    (sellsThere ? 0.2 : -0.6) +
    0.35 * (Math.min(Math.log(employees), 6.2) - 4.5) -
    (employees > 1_500 ? 0.5 : 0) +
    channel.fit +
    random.normal(0, 0.25) +
    (quirk === "student" || quirk === "competitor" ? -2.5 : quirk === "job_seeker" ? -1.6 : 0);
  const campaign = channel.campaigns.length > 0 ? random.pick(channel.campaigns) : null;
  return {
    externalId: `HAL-${String(index + 1).padStart(5, "0")}`,
    channel,
    quirk,
    offsetHours: company.offsetHours,
    sellsThere,
    employees,
    given: known({
      email: address,
      first_name: first,
      last_name: last,
      company: random.chance(0.03)
        ? null
        : random.chance(0.015)
          ? "n/a"
          : quirk === "student"
            ? null
            : quirk === "competitor"
              ? nameOf(address)
              : company.name,
      job_title: random.chance(0.05) ? null : quirk === "student" ? random.pick(STUDENT_TITLES) : title,
      phone: random.chance(0.72) ? `+${company.dialCode} 5550 ${random.between(100_000, 999_999)}` : null,
      country: company.country,
      city: random.chance(0.8) ? random.pick(company.cities) : null,
      source: channel.name,
      campaign,
      first_touch_page: random.pick(channel.landing),
      ...(early ? firmographics : {}),
    }),
    enriched: known({
      ...(early ? {} : random.chance(0.85) ? firmographics : {}),
      warehouses: random.chance(0.85) ? company.warehouses : null,
      erp: random.chance(0.85) ? company.erp : null,
    }),
    fit,
    intent: drawIntent(random.branch("intent"), channel, fit) + (quirk === "job_seeker" ? -1 : 0),
  };
}

/** Most look around; some are in the middle of buying. Whom the product suits has more reason to be. */
function drawIntent(random: Random, channel: Channel, fit: number): number {
  const buying = random.chance(0.15);
  return random.normal(channel.intent - 0.3, 0.8) + 0.25 * fit + (buying ? 1.8 : 0);
}

function drawEmail(random: Random, quirk: Quirk, first: string, last: string, domain: string): string {
  const name = `${asciiOf(first).slice(0, random.chance(0.35) ? 1 : 20)}.${asciiOf(last)}`;
  if (quirk === "student") return `${name}@${random.pick(STUDENT_MAIL)}`;
  if (quirk === "competitor") return `${name}@${random.pick(COMPETITORS)}`;
  if (random.chance(0.08)) return `${name}${random.between(1, 99)}@${random.pick(FREE_MAIL)}`;
  return `${name}@${domain}`;
}

/** "ann@docksuite.example" works at "Docksuite". */
const nameOf = (address: string) => {
  const domain = address.slice(address.indexOf("@") + 1);
  return domain[0]!.toUpperCase() + domain.slice(1, domain.indexOf("."));
};

const known = (fields: Record<string, AttributeValue>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

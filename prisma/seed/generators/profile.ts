import type { AttributeValue } from "@/lib/core/signals/types";
import { CHANNELS, type Channel } from "../distributions/channels";
import {
  COMPANY_STEMS,
  COMPETITORS,
  ERPS,
  FREE_MAIL,
  INDUSTRIES,
  PLACES,
  SIZES,
  STUDENT_MAIL,
} from "../distributions/companies";
import { FIRST_NAMES, LAST_NAMES, STUDENT_TITLES, TITLES } from "../distributions/people";
import type { Random } from "../random";

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
  c_level: 0.8,
  vp: 0.85,
  director: 0.65,
  manager: 0.1,
  individual: -0.55,
};
const INDUSTRY_FIT: Readonly<Record<string, number>> = {
  target: 0.55,
  adjacent: 0.1,
  neutral: -0.25,
  poor: -0.8,
};

const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

export function drawProfile(random: Random, index: number): Profile {
  const channel = random.weighted(CHANNELS.map((entry) => [entry, entry.weight] as const));
  const quirk = random.weighted<Quirk>([
    ["none", 92],
    ["student", 3.2],
    ["competitor", 1],
    ["job_seeker", 3.8],
  ]);
  const [country, cities, offsetHours, sellsThere] = random.weighted(
    PLACES.map((place) => [place, place[4]] as const),
  );
  const [industry, suffixes, fitClass] = random.weighted(
    INDUSTRIES.map((entry) => [entry, entry[3]] as const),
  );
  const [least, most] = random.weighted(SIZES.map((size) => [size, size[2]] as const));
  const [title, seniority] = random.weighted(TITLES.map((entry) => [entry, entry[2]] as const));
  const employees = Math.round(least * (most / least) ** random.next());
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const company = `${random.pick(COMPANY_STEMS)} ${random.pick(suffixes)}`;
  const email = drawEmail(random, quirk, first, last, company);
  const early = random.chance(0.55);
  const firmographics = { industry, employees };
  const fit =
    (SENIORITY_FIT[seniority] ?? 0) +
    (INDUSTRY_FIT[fitClass] ?? 0) +
    (sellsThere ? 0.2 : -0.6) +
    0.22 * (Math.log(employees) - 4.5) +
    channel.fit +
    random.normal(0, 0.25) +
    (quirk === "student" || quirk === "competitor" ? -2.5 : quirk === "job_seeker" ? -1.6 : 0);
  const campaign = channel.campaigns.length > 0 ? random.pick(channel.campaigns) : null;
  return {
    externalId: `HAL-${String(index + 1).padStart(5, "0")}`,
    channel,
    quirk,
    offsetHours,
    sellsThere,
    employees,
    given: known({
      email,
      first_name: first,
      last_name: last,
      company: random.chance(0.03)
        ? null
        : random.chance(0.015)
          ? "n/a"
          : quirk === "student"
            ? null
            : company,
      job_title: random.chance(0.05) ? null : quirk === "student" ? random.pick(STUDENT_TITLES) : title,
      phone: random.chance(0.72)
        ? `+${random.between(31, 49)} 5550 ${random.between(100_000, 999_999)}`
        : null,
      country,
      city: random.chance(0.8) ? random.pick(cities) : null,
      source: channel.name,
      campaign,
      first_touch_page: random.pick(channel.landing),
      ...(early ? firmographics : {}),
    }),
    enriched: known({
      ...(early ? {} : random.chance(0.85) ? firmographics : {}),
      warehouses: random.chance(0.6)
        ? Math.max(1, Math.round((employees / 160) * random.uniform(0.5, 1.6)))
        : null,
      erp: random.chance(0.55) ? random.weighted(ERPS.map((erp, rank) => [erp, 5 - rank] as const)) : null,
    }),
    fit,
    intent: random.normal(channel.intent, 1) + (quirk === "job_seeker" ? -1 : 0),
  };
}

function drawEmail(random: Random, quirk: Quirk, first: string, last: string, company: string): string {
  const local = `${plain(first).slice(0, random.chance(0.5) ? 1 : 20)}.${plain(last)}${random.between(1, 99)}`;
  if (quirk === "student") return `${local}@${random.pick(STUDENT_MAIL)}`;
  if (quirk === "competitor") return `${local}@${random.pick(COMPETITORS)}`;
  if (random.chance(0.08)) return `${local}@${random.pick(FREE_MAIL)}`;
  return `${local}@${plain(company)}.example`;
}

const known = (fields: Record<string, AttributeValue>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

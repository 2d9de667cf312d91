import type { AttributeValue } from "@/lib/core/signals/types";
import { COMPANY_STEMS, ERPS, INDUSTRIES, PLACES, SIZES } from "../distributions/companies";
import type { Random } from "../random";
import { asciiOf } from "./ascii";

export interface Company {
  readonly name: string;
  /** Of its mail addresses. */
  readonly domain: string;
  readonly industry: string;
  readonly fitClass: "target" | "adjacent" | "neutral" | "poor";
  readonly employees: number;
  readonly country: string;
  readonly cities: readonly string[];
  readonly dialCode: number;
  readonly offsetHours: number;
  readonly sellsThere: boolean;
  readonly warehouses: number | null;
  readonly erp: AttributeValue;
}

/** A company by its name: everybody who works there says the same of its size, country and systems. */
export function drawCompany(random: Random, companies: Random): Company {
  const [industry, suffixes, fitClass] = random.weighted(
    INDUSTRIES.map((entry) => [entry, entry[3]] as const),
  );
  const name = `${random.pick(COMPANY_STEMS)} ${random.pick(suffixes)}`;
  const own = companies.branch(name);
  const [country, cities, offsetHours, sellsThere, , dialCode] = own.weighted(
    PLACES.map((place) => [place, place[4]] as const),
  );
  const [least, most] = own.weighted(SIZES.map((size) => [size, size[2]] as const));
  const employees = Math.round(least * (most / least) ** own.next());
  return {
    name,
    domain: `${asciiOf(name)}.example`,
    industry,
    fitClass,
    employees,
    country,
    cities,
    dialCode,
    offsetHours,
    sellsThere,
    warehouses: own.chance(0.7) ? Math.max(1, Math.round((employees / 160) * own.uniform(0.5, 1.6))) : null,
    erp: own.chance(0.65) ? own.weighted(ERPS.map((erp, rank) => [erp, 5 - rank] as const)) : null,
  };
}

import { employeesOf } from "./company-size.ts";
import { isCompetitor, isFreeMail, isStudentMail, mailDomainOf, webDomainOf } from "./mail-domain.ts";
import { decides, seniorityOfAttribute, seniorityOfTitle } from "./seniority.ts";
import { sourceChannelOf } from "./source-channel.ts";
import { countryKeyOf } from "./territory.ts";
import { booleanOf, fold, textOf } from "./text.ts";
import type { AttributeValue, DerivedSource, MarketSettings, SignalValue } from "./types.ts";

/** Computes the firmographic and source signals from several attributes and the tenant's market. */

export type Attributes = ReadonlyMap<string, AttributeValue>;

export interface DerivedValue {
  readonly value: SignalValue;
  /** Which attribute decided; absent where the value is unknown. */
  readonly attribute?: { readonly name: string; readonly value: AttributeValue };
}

/** Market lists folded once, not once a lead. */
export interface CompiledMarket {
  readonly settings: MarketSettings;
  readonly industries: ReadonlyMap<string, "target" | "adjacent" | "poor">;
  readonly territories: ReadonlySet<string>;
}

export function compileMarket(settings: MarketSettings): CompiledMarket {
  const { poor, adjacent, target } = settings.industries;
  const industries = new Map<string, "target" | "adjacent" | "poor">();
  for (const name of poor) industries.set(fold(name.trim()), "poor");
  for (const name of adjacent) industries.set(fold(name.trim()), "adjacent");
  for (const name of target) industries.set(fold(name.trim()), "target");
  return { settings, industries, territories: new Set(settings.territories.map(countryKeyOf)) };
}

const UNKNOWN: DerivedValue = { value: null };

function from(attributes: Attributes, name: string, value: SignalValue): DerivedValue {
  return { value, attribute: { name, value: attributes.get(name) ?? null } };
}

function seniority(attributes: Attributes): DerivedValue {
  const given = seniorityOfAttribute(textOf(attributes.get("seniority")));
  if (given !== null) return from(attributes, "seniority", given);
  const parsed = seniorityOfTitle(textOf(attributes.get("job_title")));
  return parsed === null ? UNKNOWN : from(attributes, "job_title", parsed);
}

function decisionMaker(attributes: Attributes): DerivedValue {
  const given = booleanOf(attributes.get("decision_maker"));
  const level = seniority(attributes);
  if (given !== null)
    return from(attributes, attributes.has("job_title") ? "job_title" : "decision_maker", given);
  const value = decides(level.value as ReturnType<typeof seniorityOfTitle>);
  return value === null ? UNKNOWN : { ...level, value };
}

function employees(attributes: Attributes): DerivedValue {
  const value = employeesOf(attributes.get("employees"));
  return value === null ? UNKNOWN : from(attributes, "employees", value);
}

function industryFit(attributes: Attributes, market: CompiledMarket): DerivedValue {
  const industry = textOf(attributes.get("industry"));
  if (industry === null) return UNKNOWN;
  return from(attributes, "industry", market.industries.get(fold(industry)) ?? "neutral");
}

function inTerritory(attributes: Attributes, market: CompiledMarket): DerivedValue {
  const country = textOf(attributes.get("country"));
  if (country === null || market.territories.size === 0) return UNKNOWN;
  return from(attributes, "country", market.territories.has(countryKeyOf(country)));
}

function byMail(attributes: Attributes, test: (domain: string) => boolean): DerivedValue {
  const domain = mailDomainOf(textOf(attributes.get("email")));
  return domain === null ? UNKNOWN : { value: test(domain), attribute: { name: "email", value: domain } };
}

/** By mail domain, else by the company's web address: competitors also write from private mailboxes. */
function competitor(attributes: Attributes, market: CompiledMarket): DerivedValue {
  const mail = byMail(attributes, (domain) => isCompetitor(domain, market.settings));
  if (mail.value === true) return mail;
  const site = webDomainOf(textOf(attributes.get("website")));
  if (site === null || !isCompetitor(site, market.settings)) return mail;
  return { value: true, attribute: { name: "website", value: site } };
}

/** The value of a derived signal; null where the attributes it needs are not known. */
export function derive(
  name: DerivedSource["name"],
  attributes: Attributes,
  market: CompiledMarket,
): DerivedValue {
  switch (name) {
    case "seniority":
      return seniority(attributes);
    case "decision_maker":
      return decisionMaker(attributes);
    case "employees":
      return employees(attributes);
    case "company_size_log": {
      const size = employees(attributes);
      return typeof size.value === "number" ? { ...size, value: Math.log1p(size.value) } : UNKNOWN;
    }
    case "industry_fit":
      return industryFit(attributes, market);
    case "in_territory":
      return inTerritory(attributes, market);
    case "out_of_territory": {
      const inside = inTerritory(attributes, market);
      return inside.value === null ? UNKNOWN : { ...inside, value: !inside.value };
    }
    case "source_channel": {
      const source = textOf(attributes.get("source"));
      return source === null ? UNKNOWN : from(attributes, "source", sourceChannelOf(source));
    }
    case "competitor":
      return competitor(attributes, market);
    case "student_mail":
      return byMail(attributes, (domain) => isStudentMail(domain, market.settings));
    case "free_mail":
      return byMail(attributes, (domain) => isFreeMail(domain, market.settings));
  }
}

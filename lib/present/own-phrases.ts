import { formatNumber, formatShort, timesOf } from "./format.ts";
import { type PhraseInput, when } from "./phrase-kit.ts";

/** Titles for a tenant's own columns and event types, from what they are called. */
export function ownPhrase(input: PhraseInput): string {
  const name = String(input.args.name ?? input.args.label ?? "Own signal");
  switch (input.args.own) {
    case "event_count":
      return typeof input.value === "number" && input.value > 0
        ? `${name} ${timesOf(input.value)}`
        : absent(name);
    case "event_ever":
      return input.value === true ? name + when(input) : absent(name);
    case "event_recency":
      return typeof input.value === "number" ? `Last “${name}” ${daysAgo(input.value)}` : absent(name);
    default: {
      const beside = besideOthers(input);
      return beside === null ? `${name} is ${plainValue(input)}` : `${name} ${plainValue(input)}, ${beside}`;
    }
  }
}

/** Less than this says nothing about a lead. */
const TELLING = 60;

/**
 * "more than 80 % of leads": where a model knows how a number lies among those it learnt from, and it lies far out.
 * Null for nothing at all, which most leads share.
 */
export function besideOthers({ value, args }: Pick<PhraseInput, "value" | "args">): string | null {
  if (typeof value !== "number" || value === 0) return null;
  const { more_than: more, less_than: less } = args;
  if (typeof more === "number" && more >= TELLING) return `more than ${Math.min(99, more)} % of leads`;
  if (typeof less === "number" && less >= TELLING) return `less than ${Math.min(99, less)} % of leads`;
  return null;
}

function absent(name: string): string {
  return `No “${name}” so far`;
}

function daysAgo(days: number): string {
  return days === 0 ? "today" : days === 1 ? "1 day ago" : `${formatShort(days)} days ago`;
}

function plainValue({ value, evidence }: PhraseInput): string {
  if (value === null) return "unknown";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (typeof value === "number") return Number.isInteger(value) ? formatNumber(value) : formatShort(value, 2);
  const raw = evidence.attribute?.value;
  return typeof raw === "string" && raw.trim().toLowerCase() === value.toLowerCase() ? raw.trim() : value;
}

import { countryKeyOf } from "../core/signals/territory.ts";
import { formatTime } from "./format.ts";

/** What the clock shows where a lead is. The zones of a country come from the runtime's own tables. */

interface Zoned {
  readonly timeZones?: readonly string[];
  readonly getTimeZones?: () => readonly string[];
}

const known = new Map<string, readonly string[]>();

/** IANA zones of a country, by its name in English, another known name of it, or its code; empty where unknown. */
function zonesOf(country: string): readonly string[] {
  const key = countryKeyOf(country);
  const found = known.get(key);
  if (found) return found;
  const zones = readZones(key.length === 2 ? key.toUpperCase() : (codeByName().get(key) ?? ""));
  known.set(key, zones);
  return zones;
}

function readZones(code: string): readonly string[] {
  if (!/^[A-Z]{2}$/.test(code)) return [];
  const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & Zoned;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

let names: Map<string, string> | undefined;

function codeByName(): ReadonlyMap<string, string> {
  if (names) return names;
  names = new Map();
  const display = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const first of letters)
    for (const second of letters) {
      const name = display.of(first + second);
      if (name) names.set(countryKeyOf(name), first + second);
    }
  return names;
}

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, "_");

/**
 * The zone a lead lives in: the one named after the city, else the country's where its zones show the same time now.
 * Null where that leaves a doubt: a wrong hour is worse than none.
 */
export function zoneOfPlace(country: string | null, city: string | null, now: number): string | null {
  if (!country) return null;
  const zones = zonesOf(country);
  const wanted = plain(city ?? "");
  const named = zones.find((zone) => wanted !== "" && plain(zone.split("/").at(-1) ?? "") === wanted);
  if (named) return named;
  const [first, ...others] = zones;
  if (first === undefined) return null;
  const time = formatTime(now, first);
  return others.every((zone) => formatTime(now, zone) === time) ? first : null;
}

/** "Milan, Italy, 09:42 there"; the place alone where its zone is not known. Null where neither is. */
export function placeAndTime(
  { country, city }: { readonly country: string | null; readonly city: string | null },
  now: number,
): string | null {
  const place = [city, country]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(", ");
  if (!place) return null;
  const zone = zoneOfPlace(country, city, now);
  return zone === null ? place : `${place}, ${formatTime(now, zone)} there`;
}

import { chooseOwner, type RoutableLead } from "./routing";
import type { RoutedPerson, RoutingPerson } from "./types-settings";

/** Pure, for the browser: whom routing would choose by rules that nobody has saved yet. */

export interface TriedRules {
  readonly mode: "off" | "round_robin" | "least_loaded";
  readonly byTerritory: boolean;
  readonly fallbackUserId: string | null;
  readonly people: readonly RoutedPerson[];
}

export interface NextOwner {
  /** off: nobody is chosen at all. pool: nobody can take it, and nobody is named for that. */
  readonly kind: "off" | "pool" | "fallback" | "person";
  readonly userId: string | null;
  /** The one chosen looks after this place. */
  readonly isLocal: boolean;
}

/**
 * Who would get the next lead from a place, by the very decision that routing takes.
 *
 * @param place as the lead writes it; null: it says nothing
 * @param now what the people have to do, and whose turn it is
 */
export function nextOwner(
  place: string | null,
  { mode, byTerritory, fallbackUserId, people }: TriedRules,
  now: readonly RoutingPerson[],
): NextOwner {
  if (mode === "off") return { kind: "off", userId: null, isLocal: false };
  const state = new Map(now.map((person) => [person.userId, person]));
  const tried = people.map((person) => ({
    ...person,
    load: state.get(person.userId)?.load ?? 0,
    lastAssignedAt: state.get(person.userId)?.lastAssignedAt ?? null,
  }));
  const lead: RoutableLead = { territory: place, country: null };
  const chosen = chooseOwner(lead, tried, { mode, byTerritory });
  if (chosen === null)
    return { kind: fallbackUserId === null ? "pool" : "fallback", userId: fallbackUserId, isLocal: false };
  const territories = people.find(({ userId }) => userId === chosen)?.territories ?? [];
  const isLocal = byTerritory && place !== null && territories.includes(place.trim().toLowerCase());
  return { kind: "person", userId: chosen, isLocal };
}

import type { WorkflowSettings } from "./types";

/** Whom a lead could go to. */
export interface Person {
  readonly userId: string;
  readonly takesLeads: boolean;
  /** Lower-cased; empty: anywhere. */
  readonly territories: readonly string[];
  /** null: no limit. */
  readonly capacity: number | null;
  /** Leads of this person that want something soon. */
  readonly load: number;
  /** Epoch ms; null: never had one. */
  readonly lastAssignedAt: number | null;
}

export type RoutingRules = Pick<WorkflowSettings["routing"], "mode" | "byTerritory">;

export interface RoutableLead {
  readonly territory: string | null;
  readonly country: string | null;
}

/**
 * Who gets a lead: of those who take leads and have room, whoever looks after its territory, else whoever looks after
 * none in particular; among equals the one served longest ago, or with the least to do. Null where nobody can.
 */
export function chooseOwner(
  lead: RoutableLead,
  people: readonly Person[],
  rules: RoutingRules,
): string | null {
  if (rules.mode === "off") return null;
  const free = people.filter(hasRoom);
  const [near, anywhere] = rules.byTerritory ? byTerritory(lead, free) : [free, []];
  const order = rules.mode === "least_loaded" ? byLoad : byTurn;
  const first = [...(near.length > 0 ? near : anywhere)].sort(order)[0];
  return first?.userId ?? null;
}

const hasRoom = ({ takesLeads, capacity, load }: Person): boolean =>
  takesLeads && (capacity === null || load < capacity);

function byTerritory(
  { territory, country }: RoutableLead,
  people: readonly Person[],
): [near: Person[], anywhere: Person[]] {
  const places = new Set([territory, country].flatMap((place) => place?.trim().toLowerCase() || []));
  return [
    people.filter(({ territories }) => territories.some((place) => places.has(place))),
    people.filter(({ territories }) => territories.length === 0),
  ];
}

const byTurn = (a: Person, b: Person): number =>
  (a.lastAssignedAt ?? -1) - (b.lastAssignedAt ?? -1) || byId(a, b);

const byLoad = (a: Person, b: Person): number => a.load - b.load || byTurn(a, b);

const byId = (a: Person, b: Person): number => (a.userId < b.userId ? -1 : 1);

/**
 * The people after one of them got a lead at `now`. Turns are strictly ordered whatever clocks say: of two leads in
 * one moment, or of two processes whose clocks differ, the later one goes on where the earlier one stopped.
 */
export function afterTurn(people: readonly Person[], userId: string, now: number): Person[] {
  const latest = Math.max(...people.map(({ lastAssignedAt }) => lastAssignedAt ?? Number.NEGATIVE_INFINITY));
  return people.map((person) =>
    person.userId === userId
      ? { ...person, load: person.load + 1, lastAssignedAt: Math.max(now, latest + 1) }
      : person,
  );
}

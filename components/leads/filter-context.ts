import type { LeadQuery } from "@/lib/modules/leads/query-url";
import { STATUS_WORDS } from "@/lib/present/leads-row";

/** What the filters offer; plain data from the page. */
export interface FilterContext {
  readonly bands: readonly {
    readonly id: string;
    readonly name: string;
    readonly tone: string;
    readonly rank: number;
  }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly me: string;
}

const several = (words: readonly string[]): string =>
  words.length === 0 ? "any" : words.length <= 2 ? words.join(", ") : `${words[0]} +${words.length - 1}`;

export const bandWords = (query: LeadQuery, { bands }: FilterContext): string =>
  several(query.bands.map((id) => bands.find((band) => band.id === id)?.name ?? id));

export const ownerWords = (query: LeadQuery, { people }: FilterContext): string =>
  several(
    query.owners.map((id) =>
      id === "me"
        ? "me"
        : id === "none"
          ? "unclaimed"
          : (people.find((person) => person.id === id)?.name ?? "someone who left"),
    ),
  );

export const sourceWords = ({ source }: LeadQuery): string =>
  source === null
    ? "any"
    : `${source.mode === "not" ? "not " : ""}${several(source.values.map((value) => value || "unknown"))}`;

export const statusWords = ({ statuses }: LeadQuery): string =>
  several(statuses.map((status) => (STATUS_WORDS[status] ?? status).toLocaleLowerCase("en")));

export function scoreWords({ scoreFrom, scoreTo }: LeadQuery): string {
  if (scoreFrom !== null && scoreTo !== null) return `${scoreFrom}–${scoreTo}`;
  if (scoreFrom !== null) return `${scoreFrom} and up`;
  return scoreTo !== null ? `up to ${scoreTo}` : "any";
}

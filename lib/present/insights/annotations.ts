import { monthName } from "../../core/insights/months.ts";
import type { Annotation } from "../../core/insights/types.ts";
import { formatDay } from "../format.ts";
import { zoneTime } from "../zone-time.ts";
import type { InsightsFacts } from "./words.ts";

/** A thin dashed vertical in a chart over months. */
export interface DrawnAnnotation {
  /** 0..1 of the axis. */
  readonly at: number;
  /** "Model v3 published, 2 Apr" */
  readonly text: string;
}

const CHANGES: Readonly<Record<Annotation["kind"], string>> = {
  model: "model published",
  rules: "rules published",
  bands: "bands changed",
  outcome: "outcome changed",
  workflow: "promises or routing changed",
};

/** More lines than these are a fence; what is published goes before what is set. */
const MOST = 4;

/** What was published or changed within the months of an axis, oldest first; each month has a slot of equal width. */
export function annotationsWithin(
  { figures, timeZone, now }: Pick<InsightsFacts, "figures" | "timeZone" | "now">,
  months: readonly string[],
): { readonly drawn: readonly DrawnAnnotation[]; readonly caption: string } {
  const placed = figures.annotations.flatMap((annotation) => {
    const at = placeOf(annotation.at, months, timeZone);
    return at === null ? [] : [{ annotation, at }];
  });
  const shown = [...placed]
    .sort((a, b) => weight(a.annotation) - weight(b.annotation) || b.annotation.at - a.annotation.at)
    .slice(0, MOST)
    .sort((a, b) => a.annotation.at - b.annotation.at);
  const words = shown.map(({ annotation, at }) => ({
    at,
    text: `${wordsOf(annotation)}, ${formatDay(annotation.at, { now, timeZone })}`,
  }));
  const more = placed.length - shown.length;
  // What happened on one day is one line.
  const drawn = words.filter(({ at }, index) => words.findIndex((other) => other.at === at) === index);
  return {
    drawn,
    caption:
      drawn.length === 0
        ? ""
        : `Dashed: ${words.map(({ text }) => text).join("; ")}${more > 0 ? `; ${more} more not drawn` : ""}.`,
  };
}

/** "Model v3 published", "bands changed" */
export function wordsOf({ kind, version }: Annotation): string {
  if (version === null) return CHANGES[kind];
  return kind === "bands" ? `${version}, bands changed` : `${version} published`;
}

const weight = ({ kind }: Annotation): number => (kind === "workflow" ? 1 : 0);

/** Where an instant lies among months of equal width, 0..1; null outside them. */
export function placeOf(at: number, months: readonly string[], timeZone: string): number | null {
  const { year, month, day } = zoneTime(at, timeZone);
  const index = months.indexOf(monthName(year * 12 + month - 1));
  if (index < 0) return null;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return (index + (day - 0.5) / days) / months.length;
}

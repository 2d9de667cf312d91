import { spanShort } from "./words.ts";

/** What the filters of Insights are called. */

interface PeriodChoice {
  readonly kind: "auto" | "all" | "last" | "months";
  readonly months?: number;
  readonly from?: string;
  readonly to?: string;
}

/** "Newest known outcomes", "Last 6 months", "May–Jul 2026": what was chosen. */
export function periodChoiceText(period: PeriodChoice): string {
  switch (period.kind) {
    case "auto":
      return "Newest known outcomes";
    case "all":
      return "All";
    case "last":
      return `Last ${period.months} months`;
    case "months":
      return spanShort({ from: period.from ?? null, to: period.to ?? null });
  }
}

export const SEGMENT_NAMES: Readonly<
  Record<"industry" | "country" | "size" | "territory" | "campaign", string>
> = {
  industry: "Industry",
  country: "Country",
  size: "Company size",
  territory: "Territory",
  campaign: "Campaign",
};

export const COMPARISON_NAMES: Readonly<Record<"previous" | "year" | "none", string>> = {
  previous: "The period before",
  year: "Same months a year earlier",
  none: "Nothing",
};

interface Narrowing {
  readonly team: string | null;
  readonly source: string | null;
  readonly segment: { readonly field: keyof typeof SEGMENT_NAMES; readonly value: string } | null;
}

/** "Team North", "Source Webinar", "Industry Retail": what the figures are narrowed to. */
export function filterTexts({ team, source, segment }: Narrowing): string[] {
  return [
    team === null ? null : `Team ${team}`,
    source === null ? null : `Source ${source}`,
    segment === null ? null : `${SEGMENT_NAMES[segment.field]} ${segment.value}`,
  ].filter((text) => text !== null);
}

/** Each filter that is set, as a button that takes it away. */
export function droppable(
  query: Narrowing,
): { readonly text: string; readonly without: Partial<Narrowing> }[] {
  const without: Partial<Narrowing>[] = [
    ...(query.team === null ? [] : [{ team: null }]),
    ...(query.source === null ? [] : [{ source: null }]),
    ...(query.segment === null ? [] : [{ segment: null }]),
  ];
  return filterTexts(query).map((text, index) => ({
    text: `Without ${text}`,
    without: without[index] ?? {},
  }));
}

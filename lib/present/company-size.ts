import { formatNumber } from "./format.ts";

const SIZES: readonly (readonly [number, number])[] = [
  [1, 9],
  [10, 49],
  [50, 99],
  [100, 199],
  [200, 499],
  [500, 999],
];

/**
 * Company size as people say it: "500–999", "1,000+". A raw range ("51-200") is kept as it was given; a number gets
 * the usual bracket. Null where there is no number.
 */
export function sizeBracket(
  raw: string | number | boolean | null | undefined,
  employees?: number,
): string | null {
  if (typeof raw === "string") {
    const range = /^\s*([\d,.]+)\s*(?:-|–|—|to)\s*([\d,.]+)\b/i.exec(raw);
    if (range) return `${readDigits(range[1]!)}–${readDigits(range[2]!)}`;
    const open = /^\s*([\d,.]+)\s*\+/.exec(raw);
    if (open) return `${readDigits(open[1]!)}+`;
  }
  const count = employees ?? (typeof raw === "number" ? raw : Number.NaN);
  if (!(count > 0)) return null;
  const size = SIZES.find(([, to]) => Math.round(count) <= to);
  return size === undefined ? "1,000+" : `${size[0]}–${size[1]}`;
}

function readDigits(text: string): string {
  return formatNumber(Number(text.replace(/[,.]/g, "")));
}

import type { CSSProperties } from "react";
import { cn } from "./cn";

/** The token families; a band set names one of them per band. */
export const bandTones = ["hot", "warm", "nurture", "suppress", "band-5", "band-6"] as const;
export type BandTone = (typeof bandTones)[number];

/** What a band mark needs of a band. */
export interface BandLook {
  name: string;
  tone: string;
  /** 1 is the worst. */
  rank: number;
  /** How many bands the set has, two to six. */
  count: number;
}

/** An unknown tone falls back to the quietest one: the word still tells. */
export function bandTone(tone: string): BandTone {
  return (bandTones as readonly string[]).includes(tone) ? (tone as BandTone) : "suppress";
}

function token(tone: string): string {
  const known = bandTone(tone);
  return known.startsWith("band-") ? `--${known}` : `--band-${known}`;
}

/** The CSS variable of a tone: solid for shapes, -text for words, -soft for grounds. */
export function bandVar(tone: string, part: "solid" | "text" | "soft" = "solid"): string {
  return `var(${token(tone)}${part === "solid" ? "" : `-${part}`})`;
}

/** 11 x 12 px of ascending bars, filled up to the rank. Decorative: the word stands beside it. */
export function BandMark({
  rank,
  count,
  tone,
  className,
}: Omit<BandLook, "name"> & { className?: string | undefined }) {
  const bars = Math.min(6, Math.max(2, count));
  const width = (11 - (bars - 1)) / bars;
  return (
    <svg
      aria-hidden="true"
      width="11"
      height="12"
      viewBox="0 0 11 12"
      className={cn("shrink-0", className)}
      style={{ color: bandVar(tone) }}
    >
      {Array.from({ length: bars }, (_, index) => {
        const height = 3 + (9 * index) / (bars - 1);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other identity
            key={index}
            x={index * (width + 1)}
            y={12 - height}
            width={width}
            height={height}
            rx={Math.min(0.5, width / 4)}
            fill="currentColor"
            opacity={index < rank ? 1 : 0.28}
          />
        );
      })}
    </svg>
  );
}

interface BandBadgeProps {
  band: BandLook;
  /** "tag" with a soft ground once per header; "plain" in rows. */
  kind?: "tag" | "plain" | undefined;
  className?: string | undefined;
}

/** The band's bars and its word, in its colour. */
export function BandBadge({ band, kind = "plain", className }: BandBadgeProps) {
  const style: CSSProperties = { color: bandVar(band.tone, "text") };
  if (kind === "tag") style.backgroundColor = bandVar(band.tone, "soft");
  return (
    <span
      style={style}
      className={cn(
        "inline-flex items-center whitespace-nowrap align-middle font-medium",
        kind === "tag" ? "h-5 gap-1.5 rounded-1 px-1.5 text-12" : "gap-[7px] text-13",
        className,
      )}
    >
      <BandMark rank={band.rank} count={band.count} tone={band.tone} />
      {band.name}
    </span>
  );
}

import { BandBadge, bandVar } from "../ui/band";

const BARS = 100;
const HEIGHT = 184;

/** An ornament in the shape of a pipeline, of nobody's data: many leads that can wait, few to call now. */
const heights = Array.from({ length: BARS }, (_, index) => Math.round(heightOf(index) * 10) / 10);

function heightOf(index: number): number {
  if (index < 12) return HEIGHT * 0.05 + HEIGHT * 0.95 * (index / 11) ** 2.1;
  if (index < 27) return 64 + 90 * Math.exp(-(index - 12) / 7.2);
  if (index < 47) return 52 + 14 * Math.exp(-(index - 27) / 4) - 12 * ((index - 27) / 20) ** 4;
  return 2 + 38 * Math.exp(-(index - 47) / 11);
}

const bands = [
  { name: "Suppress", tone: "suppress", rank: 1, from: 0 },
  { name: "Nurture", tone: "nurture", rank: 2, from: 12 },
  { name: "Warm", tone: "warm", rank: 3, from: 27 },
  { name: "Hot", tone: "hot", rank: 4, from: 47 },
] as const;

const toneOf = (index: number) => bands.findLast((band) => index >= band.from)?.tone ?? "suppress";

/** The picture beside the sign-in form. It says nothing that the words beside it do not say. */
export function BandIllustration() {
  return (
    <div aria-hidden="true" className="w-full">
      <svg viewBox={`0 0 ${BARS * 7 - 2} ${HEIGHT}`} className="block w-full" role="presentation">
        {heights.map((height, index) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other identity
            key={index}
            x={index * 7}
            y={HEIGHT - height}
            width={5}
            height={height}
            rx={Math.min(1, height / 2)}
            style={{ fill: bandVar(toneOf(index)) }}
          />
        ))}
      </svg>
      <div className="mt-3.5 grid" style={{ gridTemplateColumns: "12fr 15fr 20fr 53fr" }}>
        {bands.map(({ name, tone, rank }) => (
          <BandBadge key={name} band={{ name, tone, rank, count: 4 }} className="text-12 gap-1.5" />
        ))}
      </div>
    </div>
  );
}

import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import type { WaterfallData } from "./types";
import { position, type WaterfallGeometry } from "./waterfall-geometry";

/** Zero and the band edges: named above, dotted through the rows. Names that would collide keep their figure. */
export function Edges({
  data,
  geometry,
  className,
  bare,
  roomy = 13,
}: {
  data: WaterfallData;
  geometry: WaterfallGeometry;
  className: string;
  /** Name only the highest; the rest are figures, as on a phone. */
  bare?: boolean | undefined;
  /** Percent of the width that a name needs to itself. */
  roomy?: number | undefined;
}) {
  const edges = [...data.bands]
    .filter((band) => band.from > 0 && band.from <= geometry.max)
    .sort((a, b) => a.from - b.from);
  const isCrowded = edges[0] !== undefined && position(geometry, edges[0].from) - position(geometry, 0) < 7;
  return (
    <div aria-hidden="true" className={cn("pointer-events-none absolute inset-y-0", className)}>
      {geometry.min < 0 || (!bare && !isCrowded) ? (
        <span className="absolute top-0 text-11 text-ink-3" style={{ left: `${position(geometry, 0)}%` }}>
          0
        </span>
      ) : null}
      {edges.map((band, index) => {
        const at = position(geometry, band.from);
        const beside =
          index > 0 ? at - position(geometry, edges[index - 1]?.from ?? 0) : at - position(geometry, 0);
        const named = bare ? index === edges.length - 1 : beside >= roomy;
        return (
          <span key={band.name}>
            <span
              className="absolute top-0 -translate-x-1/2 whitespace-nowrap text-11"
              style={{ left: `${at}%`, color: bandVar(band.tone, "text") }}
            >
              {named ? `${band.name} ${band.from}` : band.from}
            </span>
            <span
              className="absolute bottom-0 top-5 w-px"
              style={{
                left: `${at}%`,
                backgroundImage: `repeating-linear-gradient(to bottom, ${bandVar(band.tone)} 0 2px, transparent 2px 4px)`,
              }}
            />
          </span>
        );
      })}
    </div>
  );
}

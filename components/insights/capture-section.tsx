import { frameOf } from "@/lib/present/evaluation/prepared";
import type { CaptureBand, CaptureChart, Extent } from "@/lib/present/insights/capture";
import { ChartMarks } from "../charts/chart-marks";
import { PreparedFrame } from "../charts/prepared-frame";
import { BandMark, bandVar } from "../ui/band";
import { cn } from "../ui/cn";

const RIBBON = 80;

/** Two bars and the ribbons between them: share of leads becomes share of conversions. */
export function CaptureSection({ chart }: { chart: CaptureChart }) {
  const { bands, bracket } = chart;
  const converted = bands.filter(({ conversions }) => conversions !== null);
  return (
    <PreparedFrame chart={frameOf(chart)} kind="table">
      <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-y-1.5 pb-1 max-md:grid-cols-1 print:grid-cols-[72px_minmax(0,1fr)]">
        <PhoneHead
          name="Pipeline"
          share={bracket?.pipelineShare}
          of={bracket?.names}
          className="md:hidden print:hidden"
        />
        {bracket ? <Bracket to={bracket.pipelineTo} text={bracket.pipelineText} side="above" /> : null}
        <div className="col-start-2 max-md:hidden print:block">
          {bands.map((band) => (
            <Label key={band.band.name} extent={band.pipeline} isLast={band === bands[bands.length - 1]}>
              <span
                className="inline-flex h-5 items-center gap-1.5 font-medium"
                style={{ color: bandVar(band.band.tone, "text") }}
              >
                <BandMark {...band.band} />
                {band.band.name}
              </span>
              <span className="h-5 font-semibold text-ink">{band.share}</span>
            </Label>
          ))}
          <span className="block h-5" />
        </div>
        <p className="self-center text-12 text-ink-2 max-md:hidden print:block">Pipeline</p>
        <BarRow bands={bands} of="pipeline" label={`Pipeline. ${chart.textAlternative}`} />
        <div className="relative col-start-2 -my-1.5 max-md:hidden print:block" style={{ height: RIBBON }}>
          <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className="size-full">
            {converted.map(({ band, pipeline, conversions }) => (
              <path
                key={band.name}
                d={ribbon(pipeline, conversions!)}
                fill={bandVar(band.tone)}
                stroke="var(--surface)"
                strokeWidth="2"
                vectorEffect="non-scaling-stroke"
                fillOpacity="0.14"
              />
            ))}
          </svg>
        </div>
        {converted.length > 0 ? (
          <>
            <p className="self-center text-12 text-ink-2 max-md:hidden print:block">Conversions</p>
            <BarRow bands={bands} of="conversions" label="Conversions by band" />
            <div className="col-start-2 text-12 text-ink-2 max-md:hidden print:block">
              {converted.map((band, index) => (
                <Label
                  key={band.band.name}
                  extent={band.conversions!}
                  isLast={index === converted.length - 1}
                >
                  <span className="h-5 font-semibold text-ink">{band.captured}</span>
                  <span className="h-5">{band.positives}</span>
                </Label>
              ))}
              <span className="block h-5" />
            </div>
            {bracket && bracket.conversionsTo !== null ? (
              <Bracket to={bracket.conversionsTo} text={bracket.conversionsText} side="below" />
            ) : null}
            <PhoneHead
              name="Conversions"
              share={bracket?.conversionsShare}
              of={bracket?.names}
              className="md:hidden print:hidden"
            />
          </>
        ) : (
          <p className="col-start-2 text-13 text-ink-2 max-md:col-start-1 print:col-start-2">
            Nothing converted, so there is no second bar.
          </p>
        )}
      </div>
    </PreparedFrame>
  );
}

function PhoneHead({
  name,
  share,
  of,
  className,
}: {
  name: string;
  share: string | undefined;
  of: string | undefined;
  className: string;
}) {
  return (
    <p className={cn("flex justify-between text-13", className)}>
      <span className="font-medium text-ink">{name}</span>
      {share && of ? (
        <span className="text-ink-2">
          <span className="font-semibold text-ink">{share}</span> {of}
        </span>
      ) : null}
    </p>
  );
}

function BarRow({
  bands,
  of,
  label,
}: {
  bands: readonly CaptureBand[];
  of: "pipeline" | "conversions";
  label: string;
}) {
  const parts = bands.flatMap((band) => {
    const extent = band[of];
    return extent && extent.to > extent.from ? [{ band, extent }] : [];
  });
  return (
    <div className="relative col-start-2 h-7 max-md:col-start-1 print:col-start-2">
      {parts.map(({ band, extent }) => (
        <span
          key={band.band.name}
          data-bar
          aria-hidden="true"
          className="absolute inset-y-0 rounded-bar border-r-2 border-surface last:border-r-0"
          style={{ ...place(extent), background: bandVar(band.band.tone), minWidth: 2 }}
        />
      ))}
      <ChartMarks
        label={label}
        marks={parts.map(({ band, extent }) => ({ key: band.band.name, ...extent, text: band.tip }))}
      />
    </div>
  );
}

/** Words over their segment; what does not fit beside it is left to the figures. The last one is set right. */
function Label({ extent, isLast, children }: { extent: Extent; isLast: boolean; children: React.ReactNode }) {
  return (
    <span className="relative block h-0">
      <span
        className={cn(
          "absolute top-0 flex h-5 flex-wrap gap-x-2 overflow-hidden text-12",
          isLast && "justify-end",
        )}
        style={place(extent)}
      >
        {/* Takes the first line, so that words too wide for it go to the second, which is cut off. */}
        <span className="h-5 w-px -mr-2" />
        {children}
      </span>
    </span>
  );
}

function Bracket({ to, text, side }: { to: number; text: string; side: "above" | "below" }) {
  return (
    <div
      aria-hidden="true"
      className="relative col-start-2 h-4 max-md:col-start-1 max-md:h-1.5 print:col-start-2 print:h-4"
    >
      <span
        className={cn(
          "absolute left-0 h-2 border-x border-ink-2 max-md:h-1.5",
          side === "above" ? "bottom-0 border-t" : "top-0 border-b",
        )}
        style={{ width: `${100 * to}%` }}
      />
      <span
        className={cn(
          "absolute max-w-full -translate-x-1/2 whitespace-nowrap bg-surface px-1.5 text-12 font-medium text-ink max-md:hidden print:block",
          side === "above" ? "bottom-0" : "top-0",
          to < 0.2 && "!left-0 translate-x-0",
        )}
        style={{ left: `${50 * to}%` }}
      >
        {text}
      </span>
    </div>
  );
}

const place = ({ from, to }: Extent) => ({ left: `${100 * from}%`, width: `${100 * (to - from)}%` });

function ribbon(above: Extent, below: Extent): string {
  const [a, b, c, d] = [above.from, above.to, below.from, below.to].map((value) => (100 * value).toFixed(3));
  return `M${a} 0C${a} 50 ${c} 50 ${c} 100L${d} 100C${d} 50 ${b} 50 ${b} 0Z`;
}

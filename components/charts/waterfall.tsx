import type { CSSProperties, ReactNode } from "react";
import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import type { WaterfallData } from "./types";
import { Edges } from "./waterfall-edges";
import { position, type Span, type WaterfallGeometry, waterfallGeometry } from "./waterfall-geometry";
import { WaterfallPhone } from "./waterfall-phone";

interface WaterfallProps {
  data: WaterfallData;
  /** Under the chart, right of the legend: version, hash, "Verify this score". */
  footer?: ReactNode;
  /** Without the column of evidence, which each row then shows when pointed at: for a column of 470 px. */
  compact?: boolean | undefined;
  className?: string | undefined;
}

/**
 * From the starting point to the score, factor by factor. It is a real table with bars in one column, so its text
 * alternative is itself; on a phone it goes by dimension, with every factor under a fold.
 */
export function Waterfall({ data, footer, compact = false, className }: WaterfallProps) {
  const geometry = waterfallGeometry(data);
  return (
    <figure className={className}>
      <div className="max-md:hidden">
        <WaterfallTable data={data} geometry={geometry} compact={compact} />
      </div>
      <div className="md:hidden">
        <WaterfallPhone data={data} geometry={geometry} />
      </div>
      <figcaption className="mt-2.5 flex flex-wrap items-center gap-x-5 gap-y-1 text-12 text-ink-2">
        <span className="sr-only">{data.summary}</span>
        <span className="inline-flex items-center gap-2">
          <span data-bar className="size-3 rounded-bar bg-raise" /> Raises
        </span>
        <span className="inline-flex items-center gap-2">
          <span className="hatch-drag size-3 rounded-bar" /> Lowers
        </span>
        {footer ? <span className="ml-auto flex flex-wrap items-center gap-x-4">{footer}</span> : null}
      </figcaption>
    </figure>
  );
}

const columns = { "--text": "31.5%", "--evidence": "21%", "--value": "72px" } as CSSProperties;
const compactColumns = { "--text": "43%", "--evidence": "0px", "--value": "56px" } as CSSProperties;
const barsLeft = "left-[calc(var(--text)+var(--evidence))] right-(--value)";

function WaterfallTable({
  data,
  geometry,
  compact,
}: {
  data: WaterfallData;
  geometry: WaterfallGeometry;
  compact: boolean;
}) {
  let running = geometry.start.to;
  return (
    <div className="relative" style={compact ? compactColumns : columns}>
      <Edges data={data} geometry={geometry} className={barsLeft} roomy={compact ? 24 : undefined} />
      <table className="relative w-full table-fixed border-collapse text-12">
        <caption className="sr-only">{data.summary}</caption>
        <colgroup>
          <col className="w-(--text)" />
          <col className="w-(--evidence)" />
          <col />
          <col className="w-(--value)" />
        </colgroup>
        <thead className="h-7 align-top text-11 text-ink-3">
          <tr>
            <th scope="col">
              <span className="sr-only">Factor</span>
            </th>
            <th scope="col">
              <span className="sr-only">Evidence</span>
            </th>
            <th scope="col" className="relative text-left font-normal">
              <span className="sr-only">Bar</span>
            </th>
            <th scope="col">
              <span className="sr-only">Points</span>
            </th>
          </tr>
        </thead>
        {data.start ? (
          <tbody>
            <tr className="h-8 [&>*]:pb-1.5">
              <th scope="row" colSpan={2} className="text-left font-normal text-ink-2">
                {data.start.label}
              </th>
              <BarCell
                geometry={geometry}
                span={geometry.start}
                after={geometry.start.to}
                className="bg-chart-bar"
              />
              <td className="text-right text-ink-2">{data.start.valueText}</td>
            </tr>
          </tbody>
        ) : null}
        {data.groups.map((group, groupIndex) => {
          const before = running;
          return (
            <tbody
              key={group.key}
              className={groupIndex > 0 || data.start ? "border-t border-line" : undefined}
            >
              <tr className="h-[30px]">
                <th scope="rowgroup" colSpan={2} className="text-left font-medium text-ink">
                  {group.label}
                </th>
                <td className="relative" aria-hidden="true">
                  {groupIndex > 0 || data.start ? <Connector geometry={geometry} at={before} /> : null}
                </td>
                <td className="text-right font-medium text-ink">{group.subtotalText}</td>
              </tr>
              {group.rows.map((row, index) => {
                const span = geometry.rows.get(row.key) ?? { from: running, to: running };
                running = span.to;
                const last = index === group.rows.length - 1;
                return (
                  <tr key={row.key} className={cn("h-[26px]", last && "h-8 [&>*]:pb-1.5")}>
                    <th
                      scope="row"
                      className="truncate py-px pl-3 pr-3 text-left font-normal text-ink-2"
                      title={compact && row.evidence ? `${row.label}: ${row.evidence}` : row.label}
                    >
                      {row.label}
                    </th>
                    <td
                      className={cn("truncate text-11 text-ink-3", compact ? "p-0" : "pr-3")}
                      title={row.evidence}
                    >
                      {compact ? null : row.evidence}
                    </td>
                    <BarCell
                      geometry={geometry}
                      span={span}
                      before={groupIndex > 0 || index > 0 || data.start ? span.from : undefined}
                      after={span.to}
                      className={row.value < 0 ? "hatch-drag" : "bg-raise"}
                    />
                    <td className={cn("text-right", row.value < 0 ? "text-drag" : "text-accent-text")}>
                      {row.valueText}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          );
        })}
        <tbody className="border-t border-line">
          {data.adjustments.map((line) => (
            <tr key={line.key} className="h-[26px]">
              <th scope="row" className="text-left font-normal text-ink-2">
                {line.label}
              </th>
              <td className={cn("truncate text-11 text-ink-3", compact ? "p-0" : "pr-3")}>
                {compact ? null : line.evidence}
              </td>
              {Math.abs(line.value) >= 0.5 ? (
                <BarCell
                  geometry={geometry}
                  span={geometry.adjustments.get(line.key) ?? { from: 0, to: 0 }}
                  before={geometry.adjustments.get(line.key)?.from}
                  className="bg-chart-bar"
                />
              ) : (
                <td aria-hidden="true" />
              )}
              <td className="text-right text-ink-2">{line.valueText}</td>
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t-2 border-ink">
          <tr className="h-9 text-13 font-semibold text-ink">
            <th scope="row" colSpan={2} className="text-left font-semibold">
              {data.result.label}
            </th>
            <BarCell
              geometry={geometry}
              span={{ from: 0, to: data.result.value }}
              style={{ background: bandVar(data.result.tone) }}
              tall
            />
            <td className="text-right text-16">{data.result.valueText}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface BarCellProps {
  geometry: WaterfallGeometry;
  span: Span;
  /** Where the line from above comes in. */
  before?: number | undefined;
  /** Where the line goes on below. */
  after?: number | undefined;
  tall?: boolean | undefined;
  className?: string | undefined;
  style?: CSSProperties | undefined;
}

function BarCell({ geometry, span, before, after, tall, className, style }: BarCellProps) {
  const left = position(geometry, Math.min(span.from, span.to));
  const width = position(geometry, Math.max(span.from, span.to)) - left;
  return (
    <td className="relative p-0" aria-hidden="true">
      {before === undefined ? null : <Connector geometry={geometry} at={before} half="top" />}
      {after === undefined ? null : <Connector geometry={geometry} at={after} half="bottom" />}
      <span
        data-bar
        className={cn("absolute rounded-bar", tall ? "top-2.5 h-4" : "top-[7px] h-3", className)}
        style={{ left: `${left}%`, width: `max(2px, ${width}%)`, ...style }}
      />
    </td>
  );
}

/** The hairline that carries the running total from one bar to the next. */
function Connector({
  geometry,
  at,
  half,
}: {
  geometry: WaterfallGeometry;
  at: number;
  half?: "top" | "bottom";
}) {
  return (
    <span
      className={cn(
        "absolute w-px bg-line-strong",
        half === "top" ? "-top-px h-2" : half === "bottom" ? "-bottom-px top-[19px]" : "-inset-y-px",
      )}
      style={{ left: `${position(geometry, at)}%` }}
    />
  );
}

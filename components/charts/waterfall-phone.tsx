import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import { ReasonLine } from "../ui/reason-line";
import type { WaterfallData } from "./types";
import { Edges } from "./waterfall-edges";
import { position, type Span, type WaterfallGeometry } from "./waterfall-geometry";

interface Line {
  key: string;
  label: string;
  value: number;
  valueText: string;
  span: Span;
  tone: "plain" | "raise" | "drag";
}

const fills = { plain: "bg-chart-bar", raise: "bg-raise", drag: "hatch-drag" };
const words = { plain: "text-ink-2", raise: "text-accent-text", drag: "text-drag" };

/** By dimension, rows of 32, bars of 14; the factors are folded away below. */
export function WaterfallPhone({ data, geometry }: { data: WaterfallData; geometry: WaterfallGeometry }) {
  const none = { from: 0, to: 0 };
  const lines: Line[] = [
    ...(data.start ? [{ ...data.start, key: "start", span: geometry.start, tone: "plain" as const }] : []),
    ...data.groups.map((group) => ({
      key: group.key,
      label: group.label,
      value: group.subtotal,
      valueText: group.subtotalText,
      span: geometry.groups.get(group.key) ?? none,
      tone: group.subtotal < 0 ? ("drag" as const) : ("raise" as const),
    })),
    ...data.adjustments.map((line) => ({
      ...line,
      span: geometry.adjustments.get(line.key) ?? none,
      tone: "plain" as const,
    })),
  ];
  const factors = data.groups.flatMap((group) => group.rows);
  return (
    <>
      <div className="relative">
        <Edges data={data} geometry={geometry} className="left-24 right-14" bare />
        <table className="relative w-full table-fixed border-collapse text-13">
          <caption className="sr-only">{data.summary}</caption>
          <colgroup>
            <col className="w-24" />
            <col />
            <col className="w-14" />
          </colgroup>
          <thead className="h-6">
            <tr>
              <th scope="col">
                <span className="sr-only">Dimension</span>
              </th>
              <th scope="col">
                <span className="sr-only">Bar</span>
              </th>
              <th scope="col">
                <span className="sr-only">Points</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={line.key} className="h-8">
                <th scope="row" className="truncate text-left font-normal text-ink-2">
                  {line.label}
                </th>
                <td aria-hidden="true" className="relative">
                  {index > 0 ? (
                    <span
                      className="absolute -top-[9px] h-[18px] w-px bg-line-strong"
                      style={{ left: `${position(geometry, line.span.from)}%` }}
                    />
                  ) : null}
                  {Math.abs(line.value) >= 0.5 ? (
                    <Bar geometry={geometry} span={line.span} className={fills[line.tone]} />
                  ) : null}
                </td>
                <td className={cn("text-right", words[line.tone])}>{line.valueText}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t-2 border-ink-3">
            <tr className="h-9 font-semibold text-ink">
              <th scope="row" className="text-left font-semibold">
                {data.result.label}
              </th>
              <td aria-hidden="true" className="relative">
                <Bar
                  geometry={geometry}
                  span={{ from: 0, to: data.result.value }}
                  fill={bandVar(data.result.tone)}
                />
              </td>
              <td className="text-right text-14">{data.result.valueText}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <details className="group mt-1">
        <summary className="flex h-11 list-none items-center font-medium text-accent-text">
          <span className="group-open:hidden">
            {factors.length === 1 ? "The one factor" : `All ${factors.length} factors`}
          </span>
          <span className="hidden group-open:inline">Fold the factors</span>
        </summary>
        <div className="space-y-2.5 pb-2">
          {factors.map((row) => (
            <ReasonLine
              key={row.key}
              points={row.valueText}
              raises={row.value >= 0}
              reason={row.label}
              evidence={row.evidence || undefined}
              className="grid-cols-[40px_1fr]"
            />
          ))}
        </div>
      </details>
    </>
  );
}

function Bar({
  geometry,
  span,
  className,
  fill,
}: {
  geometry: WaterfallGeometry;
  span: Span;
  className?: string | undefined;
  fill?: string | undefined;
}) {
  const left = position(geometry, Math.min(span.from, span.to));
  const width = position(geometry, Math.max(span.from, span.to)) - left;
  return (
    <span
      data-bar
      className={cn("absolute top-1/2 h-3.5 -translate-y-1/2 rounded-bar", className)}
      style={{ left: `${left}%`, width: `max(2px, ${width}%)`, background: fill }}
    />
  );
}

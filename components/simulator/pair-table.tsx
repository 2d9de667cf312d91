"use client";
import { memo, useMemo } from "react";
import { bandFor } from "@/lib/core/scoring/bands";
import type { SignalValue } from "@/lib/core/signals/types";
import { pairScores } from "@/lib/core/simulation/sensitivity";
import { formatCount } from "@/lib/present/format";
import { bandVar } from "../ui/band";
import { cn } from "../ui/cn";
import { SectionHeading } from "../ui/page-bar";
import type { Bench, Scored, Variant } from "./variants";

const DECIDES = [false, true] as const;
const VIEWS = [0, 1, 2, 3, 4, 5] as const;

interface PairTableProps {
  bench: Bench;
  scored: Scored;
  variant: Variant;
  values: Readonly<Record<string, SignalValue>>;
  onSet: (pairs: readonly (readonly [string, SignalValue])[]) => void;
}

/** The signal of pricing views among the controls; null where the scorer reads neither it nor who decides. */
export function pricingControl({ controls }: Bench): string | null {
  const has = (key: string) => controls.some((control) => control.key === key);
  if (!has("decision_maker")) return null;
  return ["pricing_views_7d", "pricing_views_30d"].find(has) ?? null;
}

/** Who decides by how often pricing was viewed: the pair counts for more than its parts. */
export const PairTable = memo(function PairTable({ bench, scored, variant, values, onSet }: PairTableProps) {
  const pricing = pricingControl(bench) ?? "pricing_views_30d";
  const scores = useMemo(
    () =>
      pairScores(
        bench.opened.scorer,
        scored.standing,
        variant.edits,
        { key: "decision_maker", values: DECIDES },
        { key: pricing, values: VIEWS },
      ),
    [bench, scored.standing, variant.edits, pricing],
  );
  const days = pricing === "pricing_views_7d" ? 7 : 30;
  return (
    <section aria-labelledby="simulated-pair" className="border-t border-line pt-6">
      <SectionHeading
        id="simulated-pair"
        title="Decision maker and pricing views"
        claim={`By pricing views in ${days} days, everything else as set.`}
      />
      <table className="mt-2 w-full table-fixed border-separate border-spacing-0.5 text-13">
        <caption className="sr-only">Score by decision maker and pricing views</caption>
        <thead className="text-11 text-ink-3">
          <tr>
            <th scope="col" className="w-9 text-left font-normal">
              <span className="sr-only">Decision maker</span>
            </th>
            {VIEWS.map((views) => (
              <th key={views} scope="col" className="font-normal">
                {views}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DECIDES.map((decides, row) => (
            <tr key={String(decides)}>
              <th scope="row" className="text-left text-12 font-normal text-ink-2">
                {decides ? "Yes" : "No"}
              </th>
              {VIEWS.map((views, column) => {
                const total = scores[row]![column]!;
                const band = bandFor(bench.bands, total);
                const isHere = values.decision_maker === decides && values[pricing] === views;
                return (
                  <td key={views} className="p-0">
                    <button
                      type="button"
                      aria-pressed={isHere}
                      aria-label={`${decides ? "Decision maker" : "No decision maker"}, ${formatCount(views, "pricing view")}: ${total}, ${band.name}`}
                      onClick={() =>
                        onSet([
                          ["decision_maker", decides],
                          [pricing, views],
                        ])
                      }
                      className={cn(
                        "h-8 w-full rounded-1 font-medium text-ink max-md:h-11",
                        isHere && "ring-2 ring-ink ring-inset",
                      )}
                      style={{
                        background: `color-mix(in oklab, ${bandVar(band.tone)} ${Math.round(8 + total * 0.34)}%, var(--surface))`,
                      }}
                    >
                      {total}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-11 text-ink-3">Outlined: as set now. Press a cell to set both.</p>
    </section>
  );
});

import type { SignalDistribution, SignalSummaryLine } from "@/lib/core/signals/report";
import { distributionWords } from "@/lib/present/signal-words";

/** How a signal's values lie, 96 by 22 px: bars from zero; its words are in its name. */
export function MiniDistribution({ line }: { line: SignalSummaryLine }) {
  const counts = countsOf(line.distribution);
  const most = Math.max(1, ...counts);
  return (
    <span
      role="img"
      aria-label={distributionWords(line)}
      title={distributionWords(line)}
      className="flex h-[22px] w-24 items-end gap-px border-b border-line-strong"
    >
      {counts.map((count, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={at}
          data-bar
          className="min-w-0 flex-1 bg-chart-bar"
          style={{ height: count === 0 ? 0 : `max(1px, ${(count / most) * 100}%)` }}
        />
      ))}
    </span>
  );
}

function countsOf(distribution: SignalDistribution): readonly number[] {
  switch (distribution.kind) {
    case "number":
      return distribution.counts;
    case "boolean":
      return [distribution.no, distribution.yes];
    case "category":
      return [
        ...distribution.levels.map(({ rows }) => rows),
        ...(distribution.others > 0 ? [distribution.others] : []),
      ];
  }
}

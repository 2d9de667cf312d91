import type { StandingRule } from "@/lib/modules/scoring/types-suggest";
import { formatCount } from "@/lib/present/format";

/** Rules that history changes nothing about, each with why. */
export function StandingRules({ rules }: { rules: readonly StandingRule[] }) {
  if (rules.length === 0) return null;
  return (
    <details className="mt-8 border-t border-line pt-4">
      <summary className="cursor-pointer rounded-1 text-13 font-medium text-ink max-md:min-h-11">
        {formatCount(rules.length, "rule")} without a suggestion
      </summary>
      <ul className="mt-2">
        {rules.map(({ key, label, points, why }) => (
          <li
            key={key}
            className="grid min-h-9 grid-cols-[minmax(0,240px)_minmax(0,240px)_minmax(0,1fr)] items-center gap-x-5 border-b border-line py-2 text-12 max-md:grid-cols-1"
          >
            <span className="text-13 text-ink">{label}</span>
            <span className="text-ink-2">{points}</span>
            <span className="text-ink-3">{why}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

import type { ReactNode } from "react";
import type { Fact } from "@/lib/present/evaluation/headline";

interface EvaluationHeadProps {
  name: string;
  /** Beside the name: "Champion since 5 Nov", "Exploratory". */
  status?: ReactNode;
  outcome: string;
  moment: string;
  headline: string;
  proposal: string;
  facts: readonly Fact[];
}

/** Name, what it predicts, the sentence that sums it up, and what it was made of. */
export function EvaluationHead({
  name,
  status,
  outcome,
  moment,
  headline,
  proposal,
  facts,
}: EvaluationHeadProps) {
  return (
    <header className="pb-7">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-24 font-semibold text-ink">{name}</h1>
        {status}
      </div>
      <p className="mt-1 max-w-[820px] text-14 text-ink-2">
        Predicts <span className="font-medium text-ink">{outcome}</span>, {moment}. {headline}
      </p>
      <p className="mt-1 max-w-[820px] text-13 text-ink-2">{proposal}</p>
      <dl className="mt-6 grid grid-cols-2 gap-y-4 border-y border-line py-3 md:grid-cols-3 xl:grid-cols-6">
        {facts.map((fact) => (
          <div
            key={fact.label}
            className="pr-3 xl:border-l xl:border-line xl:pl-4 xl:first:border-l-0 xl:first:pl-0"
          >
            <dt className="text-12 text-ink-3">{fact.label}</dt>
            <dd className="text-13 font-semibold text-ink">{fact.figure}</dd>
            <dd className="text-12 text-ink-2">{fact.note}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

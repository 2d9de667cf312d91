import { Check, Minus, X } from "lucide-react";
import type { ReadinessList, WordedReadiness } from "@/lib/present/evaluation/readiness";
import { cn } from "../../ui/cn";
import { SectionHeading } from "../../ui/page-bar";

const LOOKS: Record<WordedReadiness["state"], { Mark: typeof Check; tone: string }> = {
  passed: { Mark: Check, tone: "text-accent-text" },
  failed: { Mark: X, tone: "text-danger" },
  not_measured: { Mark: Minus, tone: "text-ink-3" },
};

/** What to check before publishing, each line passed, failed or not measured, in a sentence. */
export function ReadinessSection({ list }: { list: ReadinessList }) {
  return (
    <section>
      <SectionHeading title="Ready to publish?" claim={list.verdict} aside={list.summary} />
      <ul className="mt-3 grid grid-cols-1 gap-x-12 xl:grid-cols-2">
        {list.lines.map((line) => {
          const { Mark, tone } = LOOKS[line.state];
          return (
            <li
              key={line.key}
              className="grid grid-cols-[16px_92px_1fr] gap-x-2 border-b border-line py-2 text-13 max-md:grid-cols-[16px_1fr]"
            >
              <Mark aria-hidden="true" className={cn("mt-0.5 size-4", tone)} />
              <span className={cn("font-medium", tone)}>{line.stateText}</span>
              <span className="text-ink max-md:col-start-2">{line.sentence}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

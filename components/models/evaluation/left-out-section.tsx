import type { LeftOut } from "@/lib/present/evaluation/left-out";
import { SectionHeading } from "../../ui/page-bar";

/** What was dropped and why: leads, then columns. */
export function LeftOutSection({ leftOut }: { leftOut: LeftOut }) {
  return (
    <section>
      <SectionHeading title="Dropped and left out" claim={leftOut.kept} />
      <dl className="mt-3 text-13">
        <Line title="Leads">
          {leftOut.dropped.length === 0 ? "None was dropped." : `${leftOut.dropped.join("; ")}.`}
        </Line>
        {leftOut.groups.map((group) => (
          <Line key={group.why} title={group.title}>
            {group.labels.join(", ")}
          </Line>
        ))}
        {leftOut.groups.length === 0 ? <Line title="Columns">None was left out.</Line> : null}
        <Line title="Split">{leftOut.split}</Line>
      </dl>
    </section>
  );
}

function Line({ title, children }: { title: string; children: string }) {
  return (
    <div className="grid grid-cols-[168px_1fr] gap-x-4 border-b border-line py-2 last:border-b-0 max-md:grid-cols-1">
      <dt className="text-ink-2">{title}</dt>
      <dd className="min-w-0 text-ink [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

import type { ReactNode } from "react";
import { cn } from "./cn";

/** A list of what happened; groups are headed by a day or a span. */
export function Timeline({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={cn("space-y-3", className)}>{children}</div>;
}

export function TimelineGroup({ heading, children }: { heading: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h3 className="text-12 font-medium text-ink-3">{heading}</h3>
      <ul className="mt-1">{children}</ul>
    </section>
  );
}

interface TimelineItemProps {
  icon?: ReactNode;
  title: ReactNode;
  /** "07:58", "Thu 12". */
  time: ReactNode;
  /** Machine-readable moment. */
  dateTime?: string | undefined;
  note?: ReactNode;
  /** What the person did for us stands out: demo requests, replies. */
  strong?: boolean | undefined;
}

/** One thing that happened. */
export function TimelineItem({ icon, title, time, dateTime, note, strong }: TimelineItemProps) {
  return (
    <li className="grid grid-cols-[14px_1fr_auto] gap-x-2.5 py-0.5">
      <span
        aria-hidden="true"
        className={cn("mt-[3px] [&>svg]:size-3.5", strong ? "text-accent-text" : "text-ink-3")}
      >
        {icon}
      </span>
      <span className="min-w-0 text-13 text-ink">{title}</span>
      <time dateTime={dateTime} className="text-12 leading-5 text-ink-3">
        {time}
      </time>
      {note ? <span className="col-start-2 text-12 text-ink-3">{note}</span> : null}
    </li>
  );
}

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A line that opens what belongs to it: one of several explanations below each other. */
export function Disclosure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 text-13 font-medium text-ink outline-offset-0 focus-visible:outline-2 focus-visible:outline-focus md:min-h-9 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 text-ink-3 group-open:rotate-90" />
        {title}
      </summary>
      <div className="space-y-2 pb-4 pl-6 text-12 text-ink-2">{children}</div>
    </details>
  );
}

import type { ReactNode } from "react";

/** A table wider than a phone: it scrolls sideways inside, up to the edges of the screen. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section tabIndex={0} aria-label={label} className="overflow-x-auto max-md:-mx-4 max-md:px-4">
      {children}
    </section>
  );
}

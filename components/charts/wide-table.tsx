import type { ReactNode } from "react";

/**
 * A table wider than a phone: it scrolls sideways inside, up to the edges of the screen. Positioned, so that words for
 * screen readers only do not widen the page.
 */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className="relative overflow-x-auto max-md:-mx-4 max-md:px-4 print:mx-0 print:overflow-visible print:px-0"
    >
      {children}
    </section>
  );
}

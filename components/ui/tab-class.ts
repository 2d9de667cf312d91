/** A row of tabs over a hairline, 40 px; scrolls sideways on a phone. */
export const tabListClass =
  "flex gap-5 overflow-x-auto shadow-[inset_0_-1px_0_var(--line)] [scrollbar-width:none] [-ms-overflow-style:none] max-md:-mx-4 max-md:px-4";

/** One tab: the current one has 2 px of ink under it. */
export const tabClass =
  "relative inline-flex h-10 shrink-0 items-center gap-2 whitespace-nowrap border-b-2 border-transparent text-13 font-medium text-ink-2 transition-colors duration-(--fast) hover:text-ink " +
  "outline-offset-[-2px] max-md:h-11 aria-[current=page]:border-ink aria-[current=page]:text-ink data-[state=active]:border-ink data-[state=active]:text-ink";

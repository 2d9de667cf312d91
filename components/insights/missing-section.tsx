import { MISSING, MISSING_TITLES } from "@/lib/present/insights/states";

/** In the place of a chart there are no figures for: its title, and what it takes. */
export function MissingSection({ what }: { what: keyof typeof MISSING }) {
  return (
    <section aria-label={MISSING_TITLES[what]}>
      <h2 className="text-14 font-semibold text-ink">{MISSING_TITLES[what]}</h2>
      <p className="mt-0.5 max-w-[520px] text-13 text-ink-2">{MISSING[what]}</p>
    </section>
  );
}

/** What floats: raised ground, hairline, overlay shadow, 160 ms. */
export const floatClass =
  "z-50 overflow-hidden rounded-3 border border-line bg-raised text-13 text-ink shadow-overlay animate-float";

/** A row of a menu or list that floats. */
export const itemClass =
  "relative flex min-h-[30px] cursor-default select-none items-center gap-2 rounded-2 px-2 py-1 text-13 text-ink outline-none max-md:min-h-11 " +
  "data-[highlighted]:bg-selected data-[active=true]:bg-selected data-[disabled]:pointer-events-none data-[disabled]:text-ink-3 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-2";

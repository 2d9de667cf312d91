"use client";
import { startTransition, useEffect, useState } from "react";

/** So long a search may hold the page up before it lets it go on. */
const SLICE_MS = 5;

/**
 * Runs a search in slices between what the page has to do, from the start for each new `key`. The last result stays
 * until the next is there.
 */
export function useSearch<T>(
  key: unknown,
  begin: () => Generator<void, T>,
): { readonly result: T | null; readonly isLooking: boolean } {
  const [found, setFound] = useState<{ key: unknown; result: T } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is searched
  useEffect(() => {
    const search = begin();
    let timer: ReturnType<typeof setTimeout>;
    const slice = () => {
      const until = performance.now() + SLICE_MS;
      do {
        const step = search.next();
        if (step.done) {
          startTransition(() => setFound({ key, result: step.value }));
          return;
        }
      } while (performance.now() < until);
      timer = setTimeout(slice, 0);
    };
    timer = setTimeout(slice, 0);
    return () => clearTimeout(timer);
  }, [key]);
  return { result: found?.result ?? null, isLooking: found?.key !== key };
}

"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useCallback, useMemo, useTransition } from "react";

interface ListNavigation {
  /** Goes to another state of the list; the rows stay, faded, until the new ones are here. */
  go: (href: string, options?: { replace?: boolean }) => void;
  pending: boolean;
}

const Context = createContext<ListNavigation>({ go: () => {}, pending: false });

export function useListNavigation(): ListNavigation {
  return use(Context);
}

/** Round everything that changes the list's address: filters, search, columns, paging. */
export function ListNavigationProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = useCallback<ListNavigation["go"]>(
    (href, { replace = false } = {}) => {
      start(() => {
        if (replace) router.replace(href, { scroll: false });
        else router.push(href, { scroll: false });
      });
    },
    [router],
  );
  const value = useMemo(() => ({ go, pending }), [go, pending]);
  return <Context value={value}>{children}</Context>;
}

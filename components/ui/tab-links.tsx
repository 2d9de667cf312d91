import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { tabClass, tabListClass } from "./tab-class";

interface TabLinksProps {
  label: string;
  items: readonly { href: string; label: ReactNode; count?: ReactNode; current?: boolean | undefined }[];
  /** At the end of the row: "Save view". */
  children?: ReactNode;
  className?: string | undefined;
}

/** Tabs that are links: saved views, pages of one thing. */
export function TabLinks({ label, items, children, className }: TabLinksProps) {
  return (
    <nav aria-label={label} className={cn(tabListClass, className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? "page" : undefined}
          className={tabClass}
        >
          {item.label}
          {item.count === undefined ? null : (
            <span className="text-12 font-normal text-ink-3">{item.count}</span>
          )}
        </Link>
      ))}
      {children}
    </nav>
  );
}

/** One pill: the current one is filled. */
export const pillClass =
  "touch-target inline-flex h-8 shrink-0 items-center whitespace-nowrap rounded-2 border border-line bg-surface px-[11px] text-13 font-medium text-ink-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:bg-ink aria-[current=page]:text-surface";

/** The same on a phone: filled pills that scroll sideways, as over the leads list. */
export function PillLinks({
  label,
  items,
  before,
  children,
  className,
}: TabLinksProps & { before?: ReactNode }) {
  return (
    <nav aria-label={label} className={cn("flex gap-2 overflow-x-auto [scrollbar-width:none]", className)}>
      {before}
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? "page" : undefined}
          className={pillClass}
        >
          {item.label}
        </Link>
      ))}
      {children}
    </nav>
  );
}

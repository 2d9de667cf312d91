import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface SegmentedLinksProps {
  label: string;
  items: readonly { href: string; label: ReactNode; current?: boolean | undefined }[];
  className?: string | undefined;
}

/** The segmented control where the state lives in the URL. */
export function SegmentedLinks({ label, items, className }: SegmentedLinksProps) {
  return (
    <nav
      aria-label={label}
      className={cn(
        "inline-flex h-7 items-center rounded-2 border border-line bg-sunken max-md:h-11",
        className,
      )}
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.current ? "true" : undefined}
          className={cn(
            "-my-px inline-flex h-[26px] items-center gap-1.5 rounded-2 border px-[11px] text-13 font-medium transition-colors duration-(--fast) max-md:h-[42px]",
            item.current
              ? "border-line-strong bg-surface text-ink dark:bg-raised"
              : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

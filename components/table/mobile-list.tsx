import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

interface MobileListProps {
  label: string;
  items: readonly { id: string; href: string; content: ReactNode }[];
  className?: string | undefined;
}

/** What a table is on a phone: one link a row, 84 px. */
export function MobileList({ label, items, className }: MobileListProps) {
  return (
    <ul aria-label={label} className={cn("md:hidden", className)}>
      {items.map((item) => (
        <li key={item.id} data-row-id={item.id} className="border-b border-line">
          <Link
            href={item.href}
            prefetch={false}
            data-row-link=""
            className="block px-4 py-3 outline-offset-[-2px] active:bg-hover"
          >
            {item.content}
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface MobileRowProps {
  /** Score over band. */
  lead: ReactNode;
  title: ReactNode;
  detail: ReactNode;
  /** One reason. */
  reason: ReactNode;
  /** Owner over clock. */
  end: ReactNode;
}

/** The usual arrangement of such a row. */
export function MobileRow({ lead, title, detail, reason, end }: MobileRowProps) {
  return (
    <span className="grid grid-cols-[66px_1fr_auto] gap-x-2">
      <span className="flex flex-col gap-0.5">{lead}</span>
      <span className="min-w-0">
        <span className="block truncate text-14 font-medium leading-5 text-ink">{title}</span>
        <span className="block truncate text-12 leading-[18px] text-ink-3">{detail}</span>
        <span className="block truncate text-13 leading-5 text-ink-2">{reason}</span>
      </span>
      <span className="flex flex-col items-end gap-1.5 text-12 text-ink-3">{end}</span>
    </span>
  );
}

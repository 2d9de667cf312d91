import { BellRing, Flame, PencilLine, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { AlertItem } from "@/lib/modules/alerts/types";
import { cn } from "../ui/cn";

const ICONS: Readonly<Record<string, ReactNode>> = {
  hot: <Flame />,
  assigned: <UserRoundCheck />,
  override_requested: <PencilLine />,
  override_decided: <PencilLine />,
  override_crossed: <PencilLine />,
  override_ended: <PencilLine />,
};

interface AlertLineProps {
  item: AlertItem;
  onOpen: (item: AlertItem) => void;
  className?: string | undefined;
}

/** One alert: what, about whom, when; a dot while it is unread. The line leads to its lead. */
export function AlertLine({ item, onOpen, className }: AlertLineProps) {
  const content = (
    <>
      <span
        aria-hidden="true"
        className={cn("mt-0.5 [&>svg]:size-4", item.isRead ? "text-ink-3" : "text-accent-text")}
      >
        {ICONS[item.kind] ?? <BellRing />}
      </span>
      <span className="min-w-0">
        <span
          className={cn(
            "block text-13 [overflow-wrap:anywhere]",
            item.isRead ? "text-ink-2" : "font-medium text-ink",
          )}
        >
          {item.isRead ? null : <span className="sr-only">Unread: </span>}
          {item.title}
        </span>
        <span className="block truncate text-12 text-ink-3">{item.detail}</span>
      </span>
      <span className="flex items-center gap-2 whitespace-nowrap text-12 text-ink-3">
        <time dateTime={item.at}>{item.when}</time>
        <span
          aria-hidden="true"
          className={cn("size-1.5 rounded-pill", item.isRead ? "bg-transparent" : "bg-accent")}
        />
      </span>
    </>
  );
  const line = cn(
    "grid min-h-11 w-full grid-cols-[16px_1fr_auto] items-start gap-x-2.5 rounded-2 px-2 py-2 text-left hover:bg-hover",
    className,
  );
  return item.href ? (
    <Link href={item.href} onClick={() => onOpen(item)} className={line}>
      {content}
    </Link>
  ) : (
    <button type="button" onClick={() => onOpen(item)} className={line}>
      {content}
    </button>
  );
}

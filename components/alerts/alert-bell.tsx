"use client";
import { Bell } from "lucide-react";
import { useState } from "react";
import { unreadText } from "@/lib/modules/alerts/types";
import { cn } from "../ui/cn";
import { Popover, PopoverClose } from "../ui/popover";
import { TextLink } from "../ui/text-link";
import { AlertLine } from "./alert-line";
import { useBell } from "./use-bell";

const button = "rounded-1 text-12 font-medium text-accent-text underline-offset-2 hover:underline";

/** The bell in the rail, and the newest alerts beside it. Nothing where there is no bell. */
export function AlertBell() {
  const bell = useBell();
  const [open, setOpen] = useState(false);
  if (!bell) return null;
  const { unread, items, markRead, markAllRead, refresh } = bell;
  const newest = items[0]?.at;
  return (
    <Popover
      label="Alerts"
      side="right"
      align="end"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) refresh();
      }}
      className="w-[400px] p-0"
      trigger={
        <button
          type="button"
          aria-label={unread > 0 ? `Alerts, ${unreadText(unread)} unread` : "Alerts"}
          className="relative flex h-7 w-full items-center gap-[9px] rounded-2 px-2 text-left text-13 font-medium text-ink-2 transition-colors duration-(--fast) hover:bg-hover hover:text-ink data-[state=open]:bg-hover max-xl:h-9 max-xl:justify-center max-xl:px-0"
        >
          <Bell aria-hidden="true" className="size-4" />
          <span className="flex-1 truncate max-xl:sr-only">Alerts</span>
          {unread > 0 ? (
            <span
              className={cn(
                "min-w-4 rounded-pill bg-ink px-1 text-center text-10 font-semibold text-surface",
                "max-xl:absolute max-xl:-right-0.5 max-xl:top-0",
              )}
            >
              {unreadText(unread)}
            </span>
          ) : null}
        </button>
      }
    >
      <header className="flex h-10 items-center justify-between gap-4 border-b border-line px-4">
        <p className="text-13 font-semibold text-ink">Alerts</p>
        {unread > 0 && newest ? (
          <button type="button" className={button} onClick={() => void markAllRead(newest)}>
            Mark all read
          </button>
        ) : null}
      </header>
      {items.length === 0 ? (
        <p className="px-4 py-6 text-13 text-ink-2">
          Nothing yet. Leads that turn hot and leads you are given are announced here.
        </p>
      ) : (
        <ul className="max-h-[min(480px,calc(100dvh-160px))] overflow-y-auto p-2">
          {items.map((item) => (
            <li key={item.id}>
              <AlertLine
                item={item}
                onOpen={(opened) => {
                  markRead(opened);
                  if (opened.href) setOpen(false);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <footer className="border-t border-line px-4 py-2.5">
        <PopoverClose>
          <TextLink href="/alerts" className="text-12">
            All alerts
          </TextLink>
        </PopoverClose>
      </footer>
    </Popover>
  );
}

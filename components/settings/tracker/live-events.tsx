"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { SeenEvents } from "@/lib/modules/tracker/types";
import { formatAge, formatCount, formatNumber } from "@/lib/present/format";
import { clockTime, seenLine } from "@/lib/present/tracker-words";
import { useLive } from "../../shell/use-live";
import { cn } from "../../ui/cn";
import { linkClass } from "../../ui/text-link";

const ASK_AT_MOST_EVERY_MS = 1_500;
const HALF_AN_HOUR_MS = 30 * 60_000;

/** What comes from browsers while one looks: the proof that the tracker works. */
export function LiveEvents({ seen, now, timeZone }: { seen: SeenEvents; now: number; timeZone: string }) {
  useRefreshWhenSomethingCame();
  const total = seen.perMinute.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...seen.perMinute);
  const isAlive = seen.lastAt !== null && now - seen.lastAt < HALF_AN_HOUR_MS;
  return (
    <section aria-labelledby="seen" className="min-w-0">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="seen" className="flex items-center gap-2 text-14 font-semibold text-ink">
          <span
            aria-hidden="true"
            className={cn("size-2 rounded-full", isAlive ? "bg-accent" : "bg-ink-3")}
          />
          {isAlive ? "We see your events" : seen.lastAt === null ? "No event yet" : "Nothing for a while"}
        </h2>
        {seen.lastAt === null ? null : (
          <span className="text-12 text-ink-2">Last one {formatAge(Math.max(0, now - seen.lastAt))} ago</span>
        )}
      </div>
      {seen.lastAt === null ? (
        <p className="mt-2 max-w-[440px] text-13 text-ink-2">
          Put the line on a page and open that page in another tab: its visit shows here within a few seconds,
          without loading this page again.
        </p>
      ) : (
        <>
          <div className="mt-3 flex items-end justify-between gap-6">
            <p>
              <span className="block text-20 font-semibold tabular-nums text-ink">{formatNumber(total)}</span>
              <span className="text-12 text-ink-2">in the last 30 minutes</span>
            </p>
            <div aria-hidden="true" className="flex h-9 min-w-0 flex-1 items-end justify-end gap-[3px]">
              {seen.perMinute.map((count, index) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its minute
                  key={index}
                  className={cn("w-[6px] rounded-1", count > 0 ? "bg-line-strong" : "bg-line")}
                  style={{ height: `${count === 0 ? 6 : Math.max(15, (count / most) * 100)}%` }}
                />
              ))}
            </div>
          </div>
          <ul aria-label="Latest events" className="mt-3 divide-y divide-line border-y border-line text-12">
            {seen.latest.map((event) => {
              const { what, where } = seenLine(event.type, event.properties);
              return (
                <li
                  key={event.id}
                  className="grid min-h-8 grid-cols-[64px_minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-3 py-1 md:grid-cols-[64px_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]"
                >
                  <span className="tabular-nums text-ink-2">{clockTime(event.at, timeZone)}</span>
                  <span className="truncate font-medium text-ink">{what}</span>
                  <Who event={event} />
                  <span className="truncate text-right text-ink-2 max-md:hidden">{where}</span>
                </li>
              );
            })}
          </ul>
          <ul className="mt-3 space-y-1 text-12 text-ink-2">
            <li>
              {seen.identified === 0
                ? "Nobody said who they are in the last 24 hours: call firstcall.identify after a sign-in or a form."
                : `Visitors become leads: ${formatNumber(seen.identified)} identified in the last 24 hours.`}
            </li>
            {seen.flagged > 0 ? (
              <li>
                {formatCount(seen.flagged, "event")} of robots in the last 30 minutes: kept, marked, and worth
                nothing.
              </li>
            ) : null}
          </ul>
        </>
      )}
    </section>
  );
}

function Who({ event }: { event: SeenEvents["latest"][number] }) {
  if (event.isFlagged) return <span className="truncate text-caution">Likely a robot</span>;
  if (event.leadId === null) return <span className="truncate text-ink-2">Anonymous</span>;
  return (
    <Link href={`/leads/${event.leadId}`} className={cn(linkClass, "truncate")}>
      {event.name}
    </Link>
  );
}

/** Asks again when something changed, at most every so often and the last time after the last change. */
function useRefreshWhenSomethingCame(): void {
  const router = useRouter();
  const next = useRef<{ timer: number | null; at: number }>({ timer: null, at: 0 });
  const [isGone] = useState({ yes: false });
  useEffect(() => {
    isGone.yes = false;
    return () => {
      isGone.yes = true;
      if (next.current.timer !== null) window.clearTimeout(next.current.timer);
      next.current.timer = null;
    };
  }, [isGone]);
  useLive(
    useCallback(() => {
      if (next.current.timer !== null || isGone.yes) return;
      next.current.timer = window.setTimeout(
        () => {
          next.current = { timer: null, at: Date.now() };
          router.refresh();
        },
        Math.max(0, next.current.at + ASK_AT_MOST_EVERY_MS - Date.now()),
      );
    }, [router, isGone]),
  );
}

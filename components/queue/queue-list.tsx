"use client";
import { Clock, RefreshCw } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { QueueItem, QueueSection } from "@/lib/modules/queue/types-screen";
import { formatCount, formatDayTime } from "@/lib/present/format";
import { bandLook } from "@/lib/present/leads-row";
import { dueText, effortText, whenText } from "@/lib/present/queue-words";
import { BandMark } from "../ui/band";
import { Chip, LiveChip } from "../ui/chip";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Kbd } from "../ui/kbd";
import { clockTone } from "../ui/response-clock";
import { TextLink } from "../ui/text-link";
import { type DayFigures, dayFigures } from "./queue-state";
import type { Queue } from "./use-queue";

interface QueueListProps {
  queue: Queue;
  onOpen: (id: string) => void;
  onTakeIn: () => void;
  /** Which leads: own, unclaimed, kept views. */
  views: ReactNode;
}

/** Left: what is to be done today, in an order that holds still. */
export function QueueList({ queue, onOpen, onTakeIn, views }: QueueListProps) {
  const { state, now, timeZone } = queue;
  const figures = dayFigures(state, now, timeZone);
  const sections = state.view.sections
    .map((section) => ({ section, rows: section.rows.filter(({ id }) => !state.handled.has(id)) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <>
      <ListHead queue={queue} figures={figures} onTakeIn={onTakeIn} />
      <div className="flex h-9 shrink-0 items-center border-b border-line px-5 max-md:h-12 max-md:px-4">
        {views}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto max-md:overflow-visible" data-testid="queue-rows">
        {sections.map(({ section, rows }) => (
          <Section
            key={section.key}
            section={section}
            rows={rows}
            hidden={section.count - section.rows.length}
            queue={queue}
            onOpen={onOpen}
          />
        ))}
        {sections.length === 0 ? (
          <div className="px-5 py-6">
            <EmptyState title={figures.called > 0 ? "All done" : "Nothing is due"}>
              {state.view.day.nextAt
                ? `The next call is due ${whenText(state.view.day.nextAt, { now, timeZone })}. `
                : "Hot and Warm leads appear here as soon as they are due. "}
              <TextLink href="/leads">See all leads</TextLink>
            </EmptyState>
          </div>
        ) : null}
      </div>
    </>
  );
}

function ListHead({
  queue: { state, now, timeZone, bandSet },
  figures,
  onTakeIn,
}: {
  queue: Queue;
  figures: DayFigures;
  onTakeIn: () => void;
}) {
  const fresh = state.fresh.length;
  const best = bandLook(bandSet, bandSet.bands[0]?.id ?? null);
  return (
    <header className="shrink-0 border-b border-line px-5 pb-1.5 pt-3 max-md:px-4">
      <div className="flex items-baseline justify-between gap-3">
        <h1 className="text-20 font-semibold text-ink">Today</h1>
        <span className="text-12 text-ink-3">{formatDayTime(now, { now, timeZone })}</span>
      </div>
      <div className="flex min-h-7 items-center justify-between gap-2">
        <p className="min-w-0 truncate text-13 text-ink-2">
          <span className="font-medium text-ink">
            {figures.left > 0 ? `${figures.left} to call` : "Nothing more due today"}
          </span>
          {figures.overdue > 0 ? (
            <>
              {" · "}
              <span className="text-danger">{figures.overdue} overdue</span>
            </>
          ) : null}
          {figures.left > 0 ? ` · ${effortText(figures.minutes)}` : null}
        </p>
        <span role="status" className="contents">
          {fresh > 0 ? (
            <LiveChip
              tone={best?.tone ?? "hot"}
              rank={best?.rank ?? 4}
              count={best?.count ?? 4}
              kbd="G"
              aria-keyshortcuts="G"
              onClick={onTakeIn}
              className="shrink-0"
            >
              {fresh} new {(best?.name ?? "hot").toLocaleLowerCase("en")}
            </LiveChip>
          ) : state.gone.size > 0 ? (
            <button
              type="button"
              onClick={onTakeIn}
              aria-keyshortcuts="G"
              className="touch-target inline-flex h-7 shrink-0 items-center gap-1.5 rounded-pill bg-sunken px-3 text-13 font-medium text-ink-2"
            >
              <RefreshCw aria-hidden="true" className="size-3.5" />
              {formatCount(state.gone.size, "change")}
              <Kbd round>G</Kbd>
            </button>
          ) : null}
        </span>
      </div>
      <Progress done={figures.called} left={figures.left} />
      <div className="flex justify-between gap-3 pt-1 text-12 text-ink-2">
        <span>
          {figures.called + figures.left > 0
            ? `${figures.called} of ${figures.called + figures.left} called`
            : state.view.day.nextAt
              ? `The next is due ${whenText(state.view.day.nextAt, { now, timeZone })}`
              : "New leads appear here by themselves"}
        </span>
        <span>
          {[
            figures.connected > 0 ? `${figures.connected} connected` : null,
            figures.meetings > 0 ? formatCount(figures.meetings, "meeting") : null,
          ]
            .filter(Boolean)
            .join(", ")}
        </span>
      </div>
    </header>
  );
}

const MOST_TICKS = 24;

/** A tick a call; of more than two dozen, a bar. */
function Progress({ done, left }: { done: number; left: number }) {
  const all = done + left;
  if (all === 0) return <div className="mt-1.5 h-1" />;
  if (all > MOST_TICKS)
    return (
      <div aria-hidden="true" className="mt-1.5 h-1 overflow-hidden rounded-bar bg-line-strong">
        <div data-bar className="h-full bg-accent" style={{ width: `${(100 * done) / all}%` }} />
      </div>
    );
  return (
    <div aria-hidden="true" className="mt-1.5 flex h-1 gap-[3px]">
      {Array.from({ length: all }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: ticks have no other identity
          key={index}
          data-bar
          className={cn("h-full flex-1 rounded-bar", index < done ? "bg-accent" : "bg-line-strong")}
        />
      ))}
    </div>
  );
}

interface SectionProps {
  section: QueueSection;
  rows: readonly QueueItem[];
  hidden: number;
  queue: Queue;
  onOpen: (id: string) => void;
}

function Section({ section, rows, hidden, queue, onOpen }: SectionProps) {
  const id = `queue-${section.key || "follow-ups"}`;
  return (
    <section aria-labelledby={id}>
      <h2
        id={id}
        className="sticky top-0 z-10 flex h-7 items-center gap-2 border-b border-line bg-bg px-5 text-12 font-medium text-ink-2 max-md:h-8 max-md:px-4"
      >
        {section.band ? (
          <BandMark rank={section.band.rank} count={section.band.count} tone={section.band.tone} />
        ) : (
          <Clock aria-hidden="true" className="size-3" />
        )}
        <span className="flex-1">{section.title}</span>
        <span>{rows.length + hidden}</span>
      </h2>
      <ul>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            queue={queue}
            current={row.id === queue.state.currentId}
            gone={queue.state.gone.has(row.id)}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {hidden > 0 ? (
        <p className="border-b border-line px-5 py-2 text-12 text-ink-3 max-md:px-4">
          {hidden} more once these are done.
        </p>
      ) : null}
    </section>
  );
}

interface RowProps {
  row: QueueItem;
  queue: Queue;
  current: boolean;
  gone: boolean;
  onOpen: (id: string) => void;
}

function Row({ row, queue: { now, timeZone }, current, gone, onOpen }: RowProps) {
  const due = dueText(row.due, { now, timeZone });
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) ref.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <li>
      <button
        ref={ref}
        type="button"
        data-lead={row.id}
        aria-current={current ? "true" : undefined}
        onClick={() => onOpen(row.id)}
        className={cn(
          "grid w-full grid-cols-[38px_1fr_auto] items-baseline gap-x-1 border-b border-line border-l-[3px] border-l-transparent py-[7px] pl-[17px] pr-4 text-left outline-offset-[-2px] transition-colors duration-(--fast) hover:bg-hover max-md:py-3 max-md:pl-[13px]",
          current &&
            "border-l-accent bg-selected hover:bg-selected max-md:border-l-transparent max-md:bg-transparent",
          gone && "opacity-50",
        )}
      >
        <span className="text-14 font-semibold text-ink">
          {row.machine !== null ? (
            <s className="mr-1 text-11 font-medium text-ink-3">
              <span className="sr-only">machine score </span>
              {row.machine}
            </s>
          ) : null}
          {row.score ?? "–"}
        </span>
        <span className="min-w-0 truncate">
          <span className="text-13 font-medium text-ink">{row.name}</span>
          {row.company ? <span className="ml-1.5 text-12 text-ink-3">{row.company}</span> : null}
        </span>
        <span
          className={cn(
            "whitespace-nowrap pl-2 text-12 font-medium",
            due.state === "in_time" && !row.due.isTimed ? "text-ink-2" : clockTone(due.state),
          )}
        >
          {due.text}
        </span>
        <span className="col-start-2 col-end-4 flex min-w-0 items-center gap-1.5 text-12 text-ink-2">
          {row.isUnclaimed ? <Chip dashed>Unclaimed</Chip> : null}
          <span className="truncate">
            {gone ? "Taken by somebody else, or no longer due" : (row.reason ?? "Nothing stands out")}
          </span>
        </span>
      </button>
    </li>
  );
}

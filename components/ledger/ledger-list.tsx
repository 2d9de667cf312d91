"use client";
import Link from "next/link";
import { useEffect, useRef, useState, useTransition } from "react";
import { moreOverridesAction } from "@/lib/modules/overrides/actions-ledger";
import type { LedgerQuery } from "@/lib/modules/overrides/query-ledger-url";
import { formatNumber } from "@/lib/present/format";
import type { HappenedText, LedgerItem } from "@/lib/present/ledger-row";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";
import { linkClass } from "../ui/text-link";
import { ScoreMove } from "./score-move";

interface LedgerListProps {
  query: LedgerQuery;
  items: readonly LedgerItem[];
  next: string | null;
  /** How many entries match. */
  matching: number;
}

/** The entries, newest first: a table on a screen, cards on a phone. More are fetched below those that are there. */
export function LedgerList({ query, items, next, matching }: LedgerListProps) {
  const [more, setMore] = useState<{ items: readonly LedgerItem[]; next: string | null }>({
    items: [],
    next,
  });
  const [error, setError] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const list = useRef<HTMLDivElement>(null);
  const arrived = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once what was asked for is on the page
  useEffect(() => {
    if (arrived.current === null) return;
    // Both layouts hold it; the one that is hidden takes no focus.
    const links = list.current?.querySelectorAll<HTMLElement>(`[data-entry="${arrived.current}"] a`) ?? [];
    for (const link of links) link.focus({ preventScroll: true });
    arrived.current = null;
  }, [more.items]);
  const known = new Set(items.map(({ id }) => id));
  const shown = [...items, ...more.items.filter(({ id }) => !known.has(id))];
  const showMore = () =>
    start(async () => {
      setError(null);
      const after = more.next;
      if (after === null) return;
      const answer = await moreOverridesAction({ query, after }).catch(() => null);
      if (!answer?.ok) {
        setError(answer?.message ?? "The server could not be reached. Try again.");
        return;
      }
      setMore((was) => ({ items: [...was.items, ...answer.page.items], next: answer.page.next }));
      arrived.current = answer.page.items[0]?.id ?? null;
    });
  return (
    <div ref={list}>
      <table aria-label="Ledger" className="w-full table-fixed border-collapse text-13 max-lg:hidden">
        <thead>
          <tr className="border-b border-line text-left text-12 text-ink-2 [&>th]:py-1.5 [&>th]:pr-4 [&>th]:font-medium">
            <th scope="col" className="w-[108px] max-2xl:w-[88px]">
              Set
            </th>
            <th scope="col" className="w-[160px]">
              Lead
            </th>
            <th scope="col" className="w-[248px] max-2xl:w-[146px]">
              From and to
            </th>
            <th scope="col">Reason</th>
            <th scope="col" className="w-[124px] max-2xl:w-[100px]">
              By
            </th>
            <th scope="col" className="w-[104px]">
              Expires
            </th>
            <th scope="col" className="w-[164px] max-2xl:w-[148px]">
              What happened
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <tr
              key={item.id}
              data-entry={item.id}
              className="border-b border-line align-top [&>td]:py-1.5 [&>td]:pr-4 [&>td:last-child]:pr-0"
            >
              <td className="text-ink-2">{item.set}</td>
              <td>
                <LeadLink item={item} />
              </td>
              <td>
                <ScoreMove from={item.from} to={item.to} struck />
              </td>
              <td>
                <Reason item={item} className="line-clamp-1" />
              </td>
              <td>
                <By item={item} />
              </td>
              <td>
                <span className="block text-ink">{item.expires.what}</span>
                <span className="block text-12 text-ink-3">{item.expires.when}</span>
              </td>
              <td>
                <Happened {...item.happened} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul aria-label="Ledger" className="lg:hidden">
        {shown.map((item) => (
          <li key={item.id} data-entry={item.id} className="space-y-1.5 border-b border-line py-3 text-13">
            <div className="flex justify-between gap-4">
              <LeadLink item={item} />
              <span className="shrink-0 text-right">
                <Happened {...item.happened} />
              </span>
            </div>
            <ScoreMove from={item.from} to={item.to} struck />
            <Reason item={item} />
            <div className="flex items-center justify-between gap-4 text-12 text-ink-3">
              <By item={item} />
              <span className="text-right">
                {item.set}, {lower(item.expires.what)} {item.expires.when}
              </span>
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-3 flex items-center gap-4 text-12 text-ink-2">
        <span aria-live="polite">
          {shown.length < matching
            ? `${formatNumber(shown.length)} of ${formatNumber(matching)}`
            : matching === 1
              ? "1 entry"
              : `All ${formatNumber(matching)} entries`}
        </span>
        {more.next ? (
          <button
            type="button"
            onClick={showMore}
            aria-disabled={busy}
            className={cn(linkClass, "touch-target text-12", busy && "cursor-progress opacity-60")}
          >
            Show more
          </button>
        ) : null}
      </p>
      {error ? (
        <p role="alert" className="mt-1 text-12 text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** "Ended 16 Nov" reads on after a comma; a date stays as it is. */
const lower = (text: string) =>
  /^\d/.test(text) ? `until ${text}` : text.charAt(0).toLowerCase() + text.slice(1);

function LeadLink({ item }: { item: LedgerItem }) {
  return (
    <span className="block min-w-0">
      <Link
        href={`/leads/${item.leadId}`}
        prefetch={false}
        className="touch-target block truncate font-medium text-ink hover:underline"
      >
        {item.lead}
      </Link>
      <span className="block truncate text-12 text-ink-3">{item.company}</span>
    </span>
  );
}

function Reason({ item, className }: { item: LedgerItem; className?: string }) {
  return (
    <>
      <span className="block text-ink">{item.category}</span>
      <span
        title={item.note ? `${item.reason} ${item.note}` : item.reason}
        className={cn("block text-12 text-ink-3 [overflow-wrap:anywhere]", className)}
      >
        {item.reason}
      </span>
    </>
  );
}

function By({ item: { by, asked } }: { item: LedgerItem }) {
  return (
    <span className="block min-w-0" title={by.name}>
      <span className="flex items-center gap-2">
        <Avatar name={by.name} id={by.id ?? undefined} />
        <span className="truncate text-ink">{by.short}</span>
      </span>
      {asked ? <span className="block truncate text-12 text-ink-3">{asked}</span> : null}
    </span>
  );
}

function Happened({ what, detail, verdict }: HappenedText) {
  return (
    <>
      <span className="block text-ink">{what}</span>
      {detail ? (
        <span
          title={verdict ? undefined : detail}
          className={cn(
            "block truncate text-12",
            verdict === "right"
              ? "font-medium text-accent-text"
              : verdict
                ? "font-medium text-ink"
                : "text-ink-3",
          )}
        >
          {detail}
        </span>
      ) : null}
    </>
  );
}

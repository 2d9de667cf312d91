"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { AlertItem, AlertsPage } from "@/lib/modules/alerts/types";
import { formatCount } from "@/lib/present/format";
import { Button, ButtonLink } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { PageBar } from "../ui/page-bar";
import { useToast } from "../ui/toast";
import { AlertLine } from "./alert-line";
import { useBell } from "./use-bell";

/** All of one's alerts, newest first, a day under another. */
export function AlertsScreen({ page }: { page: AlertsPage }) {
  const bell = useBell();
  const toast = useToast();
  const router = useRouter();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [isMarking, start] = useTransition();
  const newest = page.items[0]?.at;
  const items = page.items.map((item) => (opened.has(item.id) ? { ...item, isRead: true } : item));

  function open(item: AlertItem) {
    bell?.markRead(item);
    setOpened((was) => new Set(was).add(item.id));
  }
  function markAll() {
    if (!newest || !bell) return;
    start(async () => {
      if (await bell.markAllRead(newest)) router.refresh();
      else toast({ title: "No answer from the server. Nothing was marked.", tone: "error" });
    });
  }

  return (
    <>
      <PageBar
        title="Alerts"
        actions={
          page.unread > 0 ? (
            <Button onClick={markAll} busy={isMarking} busyText="Marking">
              Mark all read
            </Button>
          ) : null
        }
      />
      <div className="max-w-[792px] px-8 pb-16 pt-6 max-xl:px-6 max-md:px-4">
        {items.length === 0 ? (
          <EmptyState title={page.isFirst ? "No alerts yet" : "No older alerts"} kind="page">
            Leads that turn hot, leads you are given and news of your overrides are announced here, to you
            alone.
          </EmptyState>
        ) : (
          <>
            <p className="mb-4 text-13 text-ink-2">
              {page.unread === 0
                ? "Everything is read."
                : `${formatCount(page.unread, "unread alert", "unread alerts")}${page.unread > 99 ? " or more" : ""}.`}{" "}
              Only you see these.
            </p>
            {daysOf(items).map(({ day, items: ofDay }) => (
              <section key={day} aria-label={day} className="mb-5">
                <h2 className="border-b border-line pb-1.5 text-12 font-medium text-ink-3">{day}</h2>
                <ul className="-mx-2 mt-1">
                  {ofDay.map((item) => (
                    <li key={item.id}>
                      <AlertLine item={item} onOpen={open} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </>
        )}
        {page.older || !page.isFirst ? (
          <nav aria-label="Pages" className="flex gap-2">
            {page.isFirst ? null : <ButtonLink href="/alerts">Newest</ButtonLink>}
            {page.older ? <ButtonLink href={`/alerts?before=${page.older}`}>Older</ButtonLink> : null}
          </nav>
        ) : null}
      </div>
    </>
  );
}

/** Neighbours of one day together. */
function daysOf(items: readonly AlertItem[]): { day: string; items: AlertItem[] }[] {
  const days: { day: string; items: AlertItem[] }[] = [];
  for (const item of items) {
    const last = days.at(-1);
    if (last?.day === item.day) last.items.push(item);
    else days.push({ day: item.day, items: [item] });
  }
  return days;
}

"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
import { Spinner } from "../ui/progress";
import { splitMatch } from "./palette-matches";
import { type PaletteRow, paletteRows } from "./palette-rows";
import { useRegisteredCommands } from "./registry";
import type { LeadSearch, NavItem, PaletteView, ViewList } from "./types";
import { useLeadSearch } from "./use-lead-search";

interface PaletteSources {
  pages: readonly NavItem[];
  search?: LeadSearch | undefined;
  /** Asked each time the palette opens: somebody may have shared one meanwhile. */
  listViews?: ViewList | undefined;
}

interface CommandPaletteProps extends PaletteSources {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/**
 * Leads, what the page can do, saved views and pages by name, 640 wide at 120 from the top. Arrow keys choose, Enter
 * opens or does it.
 */
export function CommandPalette({ open, onOpenChange, ...sources }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim animate-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed left-1/2 top-[120px] z-50 flex max-h-[min(560px,calc(100dvh-160px))] w-[640px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden rounded-4 border border-line bg-raised shadow-overlay outline-none max-md:top-4 max-md:max-h-[calc(100dvh-32px)]"
        >
          <Dialog.Title className="sr-only">Search or jump to</Dialog.Title>
          <PaletteBody {...sources} close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ pages, search, listViews, close }: PaletteSources & { close: () => void }) {
  const router = useRouter();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const { found, failed, searching } = useLeadSearch(search, query);
  const commands = useRegisteredCommands();
  const views = useViews(listViews);
  const rows = paletteRows({ found, commands, views, pages }, query);
  const at = Math.min(active, Math.max(0, rows.length - 1));
  const beside = rows.some((row) => row.besideHref !== null);

  function go(row: PaletteRow | undefined, asBeside = false) {
    if (!row || (asBeside && row.besideHref === null)) return;
    close();
    const href = asBeside ? row.besideHref : row.href;
    if (href !== null) router.push(href);
    // Once the palette is gone: a command may open something of its own, and wants the focus.
    else if (row.run) setTimeout(row.run);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter") {
      event.preventDefault();
      go(rows[at], event.metaKey || event.ctrlKey);
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || rows.length === 0) return;
    event.preventDefault();
    const next = (at + step + rows.length) % rows.length;
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <>
      <div className="flex h-[52px] shrink-0 items-center gap-3 border-b border-line px-4">
        {searching ? (
          <Spinner className="size-4" />
        ) : (
          <Search aria-hidden="true" className="size-4 text-ink-2" />
        )}
        <input
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-activedescendant={rows[at] ? `${listId}-${at}` : undefined}
          aria-label={search ? "Search leads, views, commands and pages" : "Search pages"}
          placeholder={search ? "A lead, a view, a command or a page" : "A page"}
          value={query}
          maxLength={100}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-16 text-ink outline-none"
        />
        <Kbd>Esc</Kbd>
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Results"
        className="min-h-0 flex-1 overflow-y-auto py-2"
      >
        {rows.map((row, index) => (
          <div key={row.key} role="presentation">
            {row.group === rows[index - 1]?.group ? null : (
              <div role="presentation" className="px-4 pb-1.5 pt-2 text-12 text-ink-3">
                {row.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the search box holds the keyboard */}
            <div
              id={`${listId}-${index}`}
              data-index={index}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseMove={() => setActive(index)}
              onClick={(event) => go(row, event.metaKey || event.ctrlKey)}
              className={cn(
                "flex h-9 cursor-pointer items-center gap-2 border-l-[3px] border-transparent pl-[13px] pr-4 max-md:h-11",
                index === at && "border-accent bg-selected",
              )}
            >
              {row.lead}
              <span className="min-w-0 flex-1 truncate">
                <span className="font-medium text-ink">
                  <Marked text={row.title} query={query} />
                </span>
                {row.detail ? (
                  <span className="ml-1.5 text-ink-2">
                    <Marked text={row.detail} query={query} />
                  </span>
                ) : null}
              </span>
              {row.end}
              {index === at && row.run === null ? <Kbd>↵</Kbd> : null}
            </div>
          </div>
        ))}
      </div>
      {rows.length === 0 && !searching ? (
        <p role="status" className="px-4 pb-4 text-13 text-ink-2">
          {failed
            ? "The search did not answer. Type again to retry."
            : `Nothing is called “${query.trim()}”.`}
        </p>
      ) : null}
      <div className="flex h-[38px] shrink-0 items-center gap-4 border-t border-line bg-bg px-4 text-12 text-ink-2">
        <span className="flex items-center gap-1 touch:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> <span className="ml-1">Choose</span>
        </span>
        <span className="flex items-center gap-2 touch:hidden">
          <Kbd>↵</Kbd> {rows[at]?.run ? "Do it" : "Open"}
        </span>
        {beside ? (
          <span className="flex items-center gap-2 touch:hidden max-md:hidden">
            <Kbd>⌘↵</Kbd> Open beside the queue
          </span>
        ) : null}
        <span role="status" className="ml-auto">
          {found ? found.count : null}
        </span>
      </div>
    </>
  );
}

/** A palette without views is still a palette: what fails leaves them out. */
function useViews(listViews: ViewList | undefined): readonly PaletteView[] {
  const [views, setViews] = useState<readonly PaletteView[]>([]);
  useEffect(() => {
    let stale = false;
    listViews?.().then(
      (listed) => {
        if (!stale) setViews(listed);
      },
      () => {},
    );
    return () => {
      stale = true;
    };
  }, [listViews]);
  return views;
}

function Marked({ text, query }: { text: string; query: string }) {
  const [before, match, after] = splitMatch(text, query);
  return (
    <>
      {before}
      {match ? <mark className="bg-transparent font-semibold text-accent-text">{match}</mark> : null}
      {after}
    </>
  );
}

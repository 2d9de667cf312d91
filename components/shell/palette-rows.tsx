"use client";
import { Bookmark, CornerDownRight, Rows3 } from "lucide-react";
import type { ReactNode } from "react";
import { BandBadge } from "../ui/band";
import { Kbd } from "../ui/kbd";
import type { PaletteCommand } from "./registry";
import type { LeadsFound, NavItem, PaletteView } from "./types";

/** One line of the palette, whatever it does. */
export interface PaletteRow {
  readonly key: string;
  readonly group: string;
  readonly lead: ReactNode;
  readonly title: string;
  readonly detail: string;
  readonly end: ReactNode;
  /** Where it leads; null for a command. */
  readonly href: string | null;
  readonly run: (() => void) | null;
  /** A lead opened beside the queue instead, with ⌘↵. */
  readonly besideHref: string | null;
}

interface Sources {
  readonly found: LeadsFound | null;
  readonly commands: readonly PaletteCommand[];
  readonly views: readonly PaletteView[];
  readonly pages: readonly NavItem[];
}

/** Without a word typed, so many views are offered. */
const FIRST_VIEWS = 5;

const icon = (element: ReactNode) => (
  <span className="flex w-5 shrink-0 text-ink-2 [&>svg]:size-4">{element}</span>
);

/** Leads first, then what the page can do, views, places; each only where it holds what was typed. */
export function paletteRows(
  { found, commands, views, pages }: Sources,
  query: string,
): readonly PaletteRow[] {
  const needle = query.trim().toLocaleLowerCase("en");
  const holds = (...texts: readonly (string | undefined)[]) =>
    texts.some((text) => text?.toLocaleLowerCase("en").includes(needle));
  const row = (
    given: Partial<PaletteRow> & Pick<PaletteRow, "key" | "group" | "lead" | "title">,
  ): PaletteRow => ({
    detail: "",
    end: null,
    href: null,
    run: null,
    besideHref: null,
    ...given,
  });
  const fitting = views.filter(({ name }) => holds(name));
  return [
    ...(found?.hits ?? []).map((hit) =>
      row({
        key: `lead ${hit.href}`,
        group: "Leads",
        lead: <span className="w-5 shrink-0 text-13 font-semibold text-ink">{hit.score ?? ""}</span>,
        title: hit.name,
        detail: hit.detail,
        end: hit.band ? <BandBadge band={hit.band} /> : null,
        href: hit.href,
        besideHref: hit.besideHref ?? null,
      }),
    ),
    ...(found?.all
      ? [
          row({
            key: "all leads",
            group: "Leads",
            lead: icon(<Rows3 aria-hidden="true" />),
            title: found.all.label,
            href: found.all.href,
          }),
        ]
      : []),
    ...commands
      .filter(({ label, detail, group }) => holds(label, detail, group))
      .map((command) =>
        row({
          key: `command ${command.id}`,
          group: command.group ?? "On this page",
          lead: icon(command.icon ?? <CornerDownRight aria-hidden="true" />),
          title: command.label,
          detail: command.detail ?? "",
          end: (command.keys ?? []).map((key) => <Kbd key={key}>{key}</Kbd>),
          run: command.run,
        }),
      ),
    ...(needle === "" ? fitting.slice(0, FIRST_VIEWS) : fitting).map((view) =>
      row({
        key: `view ${view.id}`,
        group: "Views",
        lead: icon(<Bookmark aria-hidden="true" />),
        title: view.name,
        detail: view.detail,
        href: view.href,
      }),
    ),
    ...pages
      .filter(({ label, detail }) => holds(label, detail))
      .map((page) =>
        row({
          key: `page ${page.href} ${page.label}`,
          group: "Go to",
          lead: icon(page.icon),
          title: page.label,
          detail: page.detail ?? "",
          href: page.href,
        }),
      ),
  ];
}

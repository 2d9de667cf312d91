import type { ReactNode } from "react";
import type { BandLook } from "../ui/band";

/** A page one can go to. Only pages that exist may be named. */
export interface NavItem {
  href: string;
  label: string;
  /** What it belongs to, grey in the palette: "Settings". */
  detail?: string | undefined;
  /** 16 px icon element. */
  icon: ReactNode;
  /** Already formatted: "1,284". */
  count?: string | undefined;
  /** The count asks for something to be done, so it stays visible when the rail is narrow. */
  urgent?: boolean | undefined;
  /** The paths under it count as it; true unless said otherwise. */
  covers?: boolean | undefined;
}

export interface NavSection {
  heading?: string | undefined;
  items: readonly NavItem[];
}

export interface ShellUser {
  id: string;
  name: string;
  email: string;
  /** "Rep", "RevOps": the role in words. */
  roleLabel: string;
}

/** A workspace that the signed-in person is active in. */
export interface ShellWorkspace {
  id: string;
  name: string;
  current: boolean;
}

/** Goes on in another workspace; ends in a redirect, or says why not. */
export type WorkspaceSwitch = (choice: { tenantId: string }) => Promise<unknown>;

/** A lead in the command palette. */
export interface LeadHit {
  href: string;
  /** The same lead beside the queue, for those who work leads. */
  besideHref?: string | undefined;
  name: string;
  /** "Chief Operating Officer, Fjordline Parts" */
  detail: string;
  score: number | null;
  band: BandLook | null;
}

export interface LeadsFound {
  hits: readonly LeadHit[];
  /** "2 of 1,284 leads" */
  count: string;
  /** Where more match than are shown: the list of all of them. */
  all: { readonly href: string; readonly label: string } | null;
}

/** Looks leads up by what was typed; a server action passed down by the layout. null: it may not be asked. */
export type LeadSearch = (query: string) => Promise<LeadsFound | null>;

/** A saved view in the command palette. */
export interface PaletteView {
  id: string;
  name: string;
  /** "Leads, shared by Ruth Adeyemi" */
  detail: string;
  href: string;
}

export type ViewList = () => Promise<readonly PaletteView[]>;

/** The item a path belongs to: its own, or the nearest above it, so that Import beats Leads on /leads/import. */
export function currentHref(items: readonly NavItem[], path: string): string | null {
  const covering = items.filter(
    (item) => path === item.href || (item.covers !== false && path.startsWith(`${item.href}/`)),
  );
  return covering.sort((a, b) => b.href.length - a.href.length)[0]?.href ?? null;
}

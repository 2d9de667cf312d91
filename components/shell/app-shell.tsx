"use client";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { ToastProvider } from "../ui/toast";
import { TooltipProvider } from "../ui/tooltip";
import { CommandPalette } from "./command-palette";
import { Rail } from "./rail";
import { TabBar } from "./tab-bar";
import type { LeadSearch, NavItem, NavSection, ShellUser, ShellWorkspace, WorkspaceSwitch } from "./types";

const PaletteContext = createContext<() => void>(() => {});

/** Opens the command palette: for a search button on a phone's own header. */
export function useOpenPalette(): () => void {
  return use(PaletteContext);
}

interface AppShellProps {
  workspace: string;
  /** All of the person's workspaces; with more than one, the menu switches between them. */
  workspaces?: readonly ShellWorkspace[] | undefined;
  switchWorkspace?: WorkspaceSwitch | undefined;
  user: ShellUser;
  nav: readonly NavSection[];
  /** At the foot of the rail. */
  foot?: readonly NavItem[] | undefined;
  /** Pages that only the palette and the phone's More sheet list: Import. */
  others?: readonly NavItem[] | undefined;
  search?: LeadSearch | undefined;
  children: ReactNode;
}

/** Rail, page, tab bar, palette and toasts: the frame of every signed-in page. */
export function AppShell({
  workspace,
  workspaces = [],
  switchWorkspace,
  user,
  nav,
  foot = [],
  others = [],
  search,
  children,
}: AppShellProps) {
  const [open, setOpen] = useState(false);
  const openPalette = useCallback(() => setOpen(true), []);
  const main = useMemo(() => nav.flatMap((section) => section.items), [nav]);
  const tabs = main.length >= 3 ? main.slice(0, 3) : [...main, ...others].slice(0, 3);
  const all = [...main, ...others, ...foot];

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setOpen((was) => !was);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <PaletteContext value={openPalette}>
      <TooltipProvider>
        <ToastProvider>
          <a
            href="#main"
            className="fixed left-3 top-2 z-60 -translate-y-16 rounded-2 bg-accent px-3 py-1.5 font-medium text-on-accent focus-visible:translate-y-0"
          >
            Skip to content
          </a>
          <Rail
            workspace={workspace}
            workspaces={workspaces}
            switchWorkspace={switchWorkspace}
            user={user}
            nav={nav}
            foot={foot}
            onSearch={openPalette}
          />
          <main id="main" tabIndex={-1} className="min-h-dvh outline-none md:pl-14 xl:pl-52 max-md:pb-16">
            {children}
          </main>
          <TabBar
            workspace={workspace}
            workspaces={workspaces}
            switchWorkspace={switchWorkspace}
            user={user}
            tabs={tabs}
            more={all.filter((item) => !tabs.includes(item))}
            onSearch={openPalette}
          />
          <CommandPalette open={open} onOpenChange={setOpen} pages={all} search={search} />
        </ToastProvider>
      </TooltipProvider>
    </PaletteContext>
  );
}

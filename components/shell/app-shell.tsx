"use client";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { ToastProvider } from "../ui/toast";
import { TooltipProvider } from "../ui/tooltip";
import { CommandPalette } from "./command-palette";
import { KeysSheet } from "./keys-sheet";
import { Rail } from "./rail";
import { RegistryProvider } from "./registry";
import { TabBar } from "./tab-bar";
import type {
  LeadSearch,
  NavItem,
  NavSection,
  ShellUser,
  ShellWorkspace,
  ViewList,
  WorkspaceSwitch,
} from "./types";
import { useFrameKey } from "./use-frame-key";

const PaletteContext = createContext<() => void>(() => {});

/** Opens the command palette: for a search button on a phone's own header. */
export function useOpenPalette(): () => void {
  return use(PaletteContext);
}

const KeysContext = createContext<() => void>(() => {});

/** Opens the sheet of keys: for a button of a page that lives by them. */
export function useOpenKeys(): () => void {
  return use(KeysContext);
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
  /** Places that only the palette lists: the settings one by one. */
  places?: readonly NavItem[] | undefined;
  search?: LeadSearch | undefined;
  listViews?: ViewList | undefined;
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
  places = [],
  search,
  listViews,
  children,
}: AppShellProps) {
  const [open, setOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const openPalette = useCallback(() => setOpen(true), []);
  const openKeys = useCallback(() => setKeysOpen(true), []);
  const main = useMemo(() => nav.flatMap((section) => section.items), [nav]);
  const tabs = main.length >= 3 ? main.slice(0, 3) : [...main, ...others].slice(0, 3);
  const all = [...main, ...others, ...foot];

  useFrameKey({
    onPalette: useCallback(() => {
      setKeysOpen(false);
      setOpen((was) => !was);
    }, []),
    onKeys: openKeys,
  });

  return (
    <PaletteContext value={openPalette}>
      <KeysContext value={openKeys}>
        <RegistryProvider>
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
                onKeys={openKeys}
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
              <CommandPalette
                open={open}
                onOpenChange={setOpen}
                pages={[...all, ...places]}
                search={search}
                listViews={listViews}
              />
              <KeysSheet open={keysOpen} onOpenChange={setKeysOpen} />
            </ToastProvider>
          </TooltipProvider>
        </RegistryProvider>
      </KeysContext>
    </PaletteContext>
  );
}

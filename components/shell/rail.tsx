"use client";
import { ChevronDown, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { AlertBell } from "../alerts/alert-bell";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
import { Logo } from "../ui/logo";
import { Menu, MenuHeading, MenuItem, MenuLine, MenuRadio } from "../ui/menu";
import { Tooltip } from "../ui/tooltip";
import {
  currentHref,
  type NavItem,
  type NavSection,
  type ShellUser,
  type ShellWorkspace,
  type WorkspaceSwitch,
} from "./types";
import { UserMenu } from "./user-menu";

interface RailProps {
  workspace: string;
  workspaces: readonly ShellWorkspace[];
  switchWorkspace: WorkspaceSwitch | undefined;
  user: ShellUser;
  nav: readonly NavSection[];
  /** At the foot: Settings. */
  foot: readonly NavItem[];
  onSearch: () => void;
  onKeys: () => void;
}

/** 208 px at the left; 56 px of icons below 1,200; gone on a phone, where the tab bar takes over. */
export function Rail({
  workspace,
  workspaces,
  switchWorkspace,
  user,
  nav,
  foot,
  onSearch,
  onKeys,
}: RailProps) {
  return (
    <aside
      data-print="hide"
      className="fixed inset-y-0 left-0 z-30 flex w-14 flex-col border-r border-line bg-bg px-2 pb-3 xl:w-52 max-md:hidden"
    >
      <WorkspaceMenu
        workspace={workspace}
        workspaces={workspaces}
        switchWorkspace={switchWorkspace}
        foot={foot}
      />
      <Tooltip content="Search or jump to" kbd="⌘K" side="right" className="xl:hidden">
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Meta+K Control+K"
          className="mb-3 flex h-8 items-center gap-2 rounded-2 border border-line-strong/70 bg-surface px-[9px] text-12 text-ink-2 transition-colors duration-(--fast) hover:border-line-control max-xl:h-9 max-xl:justify-center max-xl:border-transparent max-xl:bg-transparent max-xl:px-0 max-xl:hover:bg-hover"
        >
          <Search aria-hidden="true" className="size-[15px] shrink-0 max-xl:size-4" />
          <span className="flex-1 truncate text-left max-xl:sr-only">Search or jump to</span>
          <Kbd className="-mr-0.5 max-xl:hidden">⌘K</Kbd>
        </button>
      </Tooltip>
      <nav aria-label="Main" className="flex flex-1 flex-col overflow-y-auto">
        {nav.map((section, index) => (
          <div
            key={section.heading ?? index}
            className="max-xl:border-t max-xl:border-line max-xl:py-2 max-xl:first:border-t-0"
          >
            {section.heading ? (
              <h2 className="px-2 pb-1.5 pt-3 text-12 text-ink-3 max-xl:sr-only">{section.heading}</h2>
            ) : null}
            <NavList items={section.items} />
          </div>
        ))}
      </nav>
      <nav aria-label="Workspace" className="mb-1 space-y-0.5">
        <AlertBell />
        <NavList items={foot} />
      </nav>
      <UserMenu user={user} onKeys={onKeys} />
    </aside>
  );
}

function NavList({ items }: { items: readonly NavItem[] }) {
  const current = currentHref(items, usePathname());
  return (
    <ul className="space-y-0.5">
      {items.map((item) => (
        <li key={item.href}>
          <Tooltip content={item.label} side="right" className="xl:hidden">
            <Link
              href={item.href}
              aria-current={item.href === current ? "page" : undefined}
              className={cn(
                "group relative flex h-7 items-center gap-[9px] rounded-2 px-2 text-13 font-medium text-ink-2 transition-colors duration-(--fast) hover:bg-hover hover:text-ink",
                "aria-[current=page]:bg-line/75 aria-[current=page]:text-ink max-xl:h-9 max-xl:justify-center max-xl:px-0",
              )}
            >
              <span className="inline-flex text-ink-2 group-aria-[current=page]:text-ink [&>svg]:size-4">
                {item.icon}
              </span>
              <span className="flex-1 truncate max-xl:sr-only">{item.label}</span>
              {item.count ? (
                <span
                  className={cn(
                    "text-12 font-normal text-ink-3 group-aria-[current=page]:text-ink-2",
                    item.urgent
                      ? "max-xl:absolute max-xl:-right-0.5 max-xl:top-0 max-xl:min-w-4 max-xl:rounded-pill max-xl:bg-ink max-xl:px-1 max-xl:text-center max-xl:text-10 max-xl:font-semibold max-xl:text-surface"
                      : "max-xl:sr-only",
                  )}
                >
                  {item.count}
                </span>
              ) : null}
            </Link>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

interface WorkspaceMenuProps {
  workspace: string;
  workspaces: readonly ShellWorkspace[];
  switchWorkspace: WorkspaceSwitch | undefined;
  foot: readonly NavItem[];
}

function WorkspaceMenu({ workspace, workspaces, switchWorkspace, foot }: WorkspaceMenuProps) {
  const current = workspaces.find((entry) => entry.current);
  const canSwitch = switchWorkspace !== undefined && current !== undefined && workspaces.length > 1;
  return (
    <Menu
      className="w-[216px]"
      trigger={
        <button
          type="button"
          className="mb-1 mt-2.5 flex h-9 items-center gap-2 rounded-2 px-2 text-left hover:bg-hover max-xl:justify-center max-xl:px-0"
        >
          <Logo size={20} className="max-xl:size-6" />
          <span className="min-w-0 truncate font-semibold text-ink max-xl:sr-only">{workspace}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3 max-xl:hidden" />
        </button>
      }
    >
      <MenuHeading>{canSwitch ? "Workspaces" : "Workspace"}</MenuHeading>
      {canSwitch ? (
        <MenuRadio
          value={current.id}
          onValueChange={(tenantId) => void switchWorkspace({ tenantId })}
          options={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : (
        <div className="flex items-center gap-2 px-2 pb-1.5">
          <Logo size={20} />
          <span className="truncate font-medium">{workspace}</span>
        </div>
      )}
      {foot.length > 0 ? <MenuLine /> : null}
      {foot.map((item) => (
        <MenuItem key={item.href} href={item.href} icon={item.icon}>
          {item.label}
        </MenuItem>
      ))}
    </Menu>
  );
}

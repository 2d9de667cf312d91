"use client";
import { ArrowLeftRight, Bell, Ellipsis, LogOut, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { unreadText } from "@/lib/modules/alerts/types";
import { useBell } from "../alerts/use-bell";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Dialog } from "../ui/dialog";
import { SegmentedControl } from "../ui/radio-group";
import { themeOptions, useThemePreference } from "./theme-choice";
import {
  currentHref,
  type NavItem,
  type ShellUser,
  type ShellWorkspace,
  type WorkspaceSwitch,
} from "./types";

const tab =
  "flex h-16 flex-1 flex-col items-center justify-center gap-1 text-11 text-ink-2 outline-offset-[-4px] [&>svg]:size-[18px] aria-[current=page]:font-semibold aria-[current=page]:text-ink";

interface TabBarProps {
  workspace: string;
  workspaces: readonly ShellWorkspace[];
  switchWorkspace: WorkspaceSwitch | undefined;
  user: ShellUser;
  /** At most three; the rest goes under More. */
  tabs: readonly NavItem[];
  more: readonly NavItem[];
  onSearch: () => void;
}

/** 64 px at the bottom of a phone: the main pages, and a sheet with everything else. */
export function TabBar({ workspace, workspaces, switchWorkspace, user, tabs, more, onSearch }: TabBarProps) {
  const current = currentHref(tabs, usePathname());
  const bell = useBell();
  const [open, setOpen] = useState(false);
  const [theme, setTheme] = useThemePreference();
  return (
    <>
      <nav
        aria-label="Main"
        data-print="hide"
        className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {tabs.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            aria-current={item.href === current ? "page" : undefined}
            className={tab}
          >
            {item.icon}
            {item.label}
          </Link>
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
          className={tab}
        >
          <span className="relative">
            <Ellipsis aria-hidden="true" className="size-[18px]" />
            {bell && bell.unread > 0 ? (
              <span
                aria-hidden="true"
                className="absolute -right-1.5 -top-0.5 size-2 rounded-pill bg-accent"
              />
            ) : null}
          </span>
          More
          {bell && bell.unread > 0 ? <span className="sr-only">, unread alerts</span> : null}
        </button>
      </nav>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={workspace}
        description={`${user.name}, ${user.roleLabel}`}
      >
        <ul className="-mx-2">
          <li>
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                onSearch();
              }}
              className={sheetRow}
            >
              <Search aria-hidden="true" /> Search
            </button>
          </li>
          {bell ? (
            <li>
              <Link href="/alerts" onClick={() => setOpen(false)} className={sheetRow}>
                <Bell aria-hidden="true" /> Alerts
                {bell.unread > 0 ? (
                  <span className="ml-auto text-12 text-ink-3">{unreadText(bell.unread)} unread</span>
                ) : null}
              </Link>
            </li>
          ) : null}
          {more.map((item) => (
            <li key={item.href}>
              <Link href={item.href} onClick={() => setOpen(false)} className={sheetRow}>
                {item.icon} {item.label}
                {item.count ? <span className="ml-auto text-12 text-ink-3">{item.count}</span> : null}
              </Link>
            </li>
          ))}
        </ul>
        {switchWorkspace !== undefined && workspaces.length > 1 ? (
          <>
            <p className="mb-1 mt-4 text-12 text-ink-3">Other workspaces</p>
            <ul className="-mx-2">
              {workspaces
                .filter((entry) => !entry.current)
                .map(({ id, name }) => (
                  <li key={id}>
                    <button
                      type="button"
                      onClick={() => void switchWorkspace({ tenantId: id })}
                      className={sheetRow}
                    >
                      <ArrowLeftRight aria-hidden="true" /> {name}
                    </button>
                  </li>
                ))}
            </ul>
          </>
        ) : null}
        <p className="mb-1.5 mt-4 text-12 text-ink-3">Theme</p>
        <SegmentedControl
          label="Theme"
          options={themeOptions}
          value={theme}
          onValueChange={setTheme}
          className="w-full"
        />
        <div className="mt-5 flex items-center gap-3 border-t border-line pt-4">
          <Avatar name={user.name} id={user.id} size={32} />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{user.name}</p>
            <p className="truncate text-12 text-ink-3">{user.email}</p>
          </div>
          <Button
            icon={<LogOut aria-hidden="true" />}
            onClick={() => void signOut({ callbackUrl: "/signin" })}
          >
            Sign out
          </Button>
        </div>
      </Dialog>
    </>
  );
}

const sheetRow = cn(
  "flex h-11 w-full items-center gap-3 rounded-2 px-2 text-left text-13 font-medium text-ink hover:bg-hover [&>svg]:size-4 [&>svg]:text-ink-2",
);

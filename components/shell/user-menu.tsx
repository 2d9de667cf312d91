"use client";
import { Keyboard, LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { Avatar } from "../ui/avatar";
import { Menu, MenuHeading, MenuItem, MenuLine, MenuRadio } from "../ui/menu";
import { themeOptions, useThemePreference } from "./theme-choice";
import type { ShellUser } from "./types";

/** Who is signed in, the theme, the keys, and the way out. */
export function UserMenu({ user, onKeys }: { user: ShellUser; onKeys: () => void }) {
  const [theme, setTheme] = useThemePreference();
  return (
    <Menu
      side="top"
      className="w-[216px]"
      trigger={
        <button
          type="button"
          className="flex h-9 w-full items-center gap-2 rounded-2 px-1.5 text-left hover:bg-hover max-xl:justify-center max-xl:px-0"
        >
          <Avatar name={user.name} id={user.id} className="max-xl:size-6 max-xl:text-10" />
          <span className="min-w-0 flex-1 truncate font-medium text-ink max-xl:sr-only">{user.name}</span>
          <span className="text-11 text-ink-3 max-xl:sr-only">{user.roleLabel}</span>
        </button>
      }
    >
      <div className="px-2 pb-1 pt-1.5">
        <p className="truncate font-medium">{user.name}</p>
        <p className="truncate text-12 text-ink-3">{user.email}</p>
        <p className="text-12 text-ink-3">{user.roleLabel}</p>
      </div>
      <MenuLine />
      <MenuHeading>Theme</MenuHeading>
      <MenuRadio
        value={theme}
        onValueChange={(next) => setTheme(next as typeof theme)}
        options={themeOptions}
      />
      <MenuLine />
      <MenuItem icon={<Keyboard aria-hidden="true" />} kbd="?" onSelect={onKeys}>
        Keys
      </MenuItem>
      <MenuItem
        icon={<LogOut aria-hidden="true" />}
        onSelect={() => void signOut({ callbackUrl: "/signin" })}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}

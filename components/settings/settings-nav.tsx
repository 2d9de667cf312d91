"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, use } from "react";
import type { SettingsGroup } from "@/lib/modules/workflow/types-nav";
import { PillLinks } from "../ui/tab-links";

const GroupsContext = createContext<readonly SettingsGroup[]>([]);

/** The settings' own nav, 184 px beside every settings page; on a phone the pages show `SettingsTabs` instead. */
export function SettingsFrame({
  groups,
  children,
}: {
  groups: readonly SettingsGroup[];
  children: ReactNode;
}) {
  const path = usePathname();
  return (
    <GroupsContext value={groups}>
      <div className="md:flex">
        <nav
          aria-label="Settings"
          data-print="hide"
          className="sticky top-0 h-dvh w-[184px] shrink-0 overflow-y-auto border-r border-line px-2 pb-4 max-md:hidden"
        >
          <p className="flex h-12 items-center px-2 text-14 font-semibold text-ink">Settings</p>
          {groups.map(({ heading, items }) => (
            <section key={heading} aria-label={heading} className="pb-3">
              <h2 className="px-2 pb-1.5 pt-2 text-12 text-ink-3">{heading}</h2>
              <ul className="space-y-0.5">
                {items.map(({ href, label }) => (
                  <li key={href}>
                    <Link
                      href={href}
                      aria-current={path === href ? "page" : undefined}
                      className="flex h-7 items-center rounded-2 px-2 text-13 text-ink-2 transition-colors duration-(--fast) hover:bg-hover hover:text-ink aria-[current=page]:bg-line/75 aria-[current=page]:font-semibold aria-[current=page]:text-ink"
                    >
                      {label}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <div className="min-w-0 flex-1">{children}</div>
      </div>
    </GroupsContext>
  );
}

/** The same on a phone, under the page's bar. Nothing where there is only one page. */
export function SettingsTabs() {
  const path = usePathname();
  const items = use(GroupsContext).flatMap((group) => group.items);
  if (items.length < 2) return null;
  return (
    <PillLinks
      label="Settings"
      items={items.map(({ href, label }) => ({ href, label, current: href === path }))}
      className="border-b border-line px-4 py-1.5 md:hidden [&>a]:h-11"
    />
  );
}

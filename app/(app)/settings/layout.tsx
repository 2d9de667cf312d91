import type { ReactNode } from "react";
import { SettingsFrame } from "@/components/settings/settings-nav";
import { settingsPages } from "@/lib/modules/workflow/types-nav";
import { requireMember } from "@/lib/platform/auth/member";

/** Beside every settings page: the pages this role may open. Each page asks for its own permission. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { role } = await requireMember();
  return <SettingsFrame groups={settingsPages(role)}>{children}</SettingsFrame>;
}

import { forbidden, redirect } from "next/navigation";
import { settingsPages } from "@/lib/modules/workflow/types-nav";
import { requireMember } from "@/lib/platform/auth/member";

/** The first settings page that the role may open. */
export default async function SettingsIndexPage() {
  const { role } = await requireMember();
  const first = settingsPages(role)[0]?.items[0];
  if (!first) forbidden();
  redirect(first.href);
}

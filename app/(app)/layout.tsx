import { Bolt, PanelsTopLeft, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import type { NavItem } from "@/components/shell/types";
import { requireMember } from "@/lib/platform/auth/member";

const roleLabels = {
  rep: "Rep",
  manager: "Manager",
  revops: "RevOps",
  leader: "Leader",
  admin: "Admin",
} as const;

/** The frame of every signed-in page. Only pages that exist are named here. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  const leads: NavItem = { href: "/leads", label: "Leads", icon: <PanelsTopLeft aria-hidden="true" /> };
  const others: NavItem[] = [
    { href: "/leads/import", label: "Import leads", icon: <Upload aria-hidden="true" /> },
  ];
  const foot: NavItem[] =
    member.role === "admin"
      ? [{ href: "/settings/people", label: "Settings", icon: <Bolt aria-hidden="true" /> }]
      : [];
  return (
    <AppShell
      workspace={member.tenantName}
      user={{ id: member.userId, name: member.name, email: member.email, roleLabel: roleLabels[member.role] }}
      nav={[{ items: [leads] }]}
      others={others}
      foot={foot}
    >
      {children}
    </AppShell>
  );
}

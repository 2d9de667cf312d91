import {
  Bell,
  Bolt,
  ChartColumn,
  ChartSpline,
  List,
  PanelsTopLeft,
  Pencil,
  SlidersHorizontal,
  Sprout,
  Upload,
} from "lucide-react";
import type { ReactNode } from "react";
import { BellProvider } from "@/components/alerts/use-bell";
import { AppShell } from "@/components/shell/app-shell";
import type { NavItem } from "@/components/shell/types";
import { searchLeadsAction } from "@/lib/modules/leads/actions-search";
import { loadWaitingRequests } from "@/lib/modules/overrides/loaders-ledger";
import { switchWorkspaceAction } from "@/lib/modules/users/actions-people";
import { loadMyWorkspaces } from "@/lib/modules/users/loaders";
import { listViewsAction } from "@/lib/modules/views/actions";
import { settingsPages } from "@/lib/modules/workflow/types-nav";
import { requireMember } from "@/lib/platform/auth/member";
import { can, ROLE_LABELS } from "@/lib/platform/auth/roles";
import { formatNumber } from "@/lib/present/format";

/** The frame of every signed-in page. Only pages that exist, and that the role may open, are named here. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  const workspaces = await loadMyWorkspaces();
  const leads: NavItem = { href: "/leads", label: "Leads", icon: <PanelsTopLeft aria-hidden="true" /> };
  const queue: NavItem[] = can(member.role, "leads.work")
    ? [{ href: "/queue", label: "Queue", icon: <List aria-hidden="true" /> }]
    : [];
  const simulator: NavItem[] = can(member.role, "simulator.use")
    ? [{ href: "/simulator", label: "Simulator", icon: <SlidersHorizontal aria-hidden="true" /> }]
    : [];
  const results: NavItem[] = [
    ...(can(member.role, "insights.read")
      ? [{ href: "/insights", label: "Insights", icon: <ChartColumn aria-hidden="true" /> }]
      : []),
    ...(can(member.role, "overrides.read") ? [await ledgerItem()] : []),
    ...(can(member.role, "models.read")
      ? [{ href: "/models", label: "Models", icon: <ChartSpline aria-hidden="true" /> }]
      : []),
  ];
  const others: NavItem[] = [
    ...(can(member.role, "leads.import")
      ? [{ href: "/leads/import", label: "Import", icon: <Upload aria-hidden="true" /> }]
      : []),
    { href: "/leads/nurture", label: "Nurture", icon: <Sprout aria-hidden="true" /> },
  ];
  const settings = settingsPages(member.role);
  const foot: NavItem[] =
    settings.length > 0 ? [{ href: "/settings", label: "Settings", icon: <Bolt aria-hidden="true" /> }] : [];
  const places: NavItem[] = [
    { href: "/alerts", label: "Alerts", icon: <Bell aria-hidden="true" /> },
    ...settings
      .flatMap((group) => group.items)
      .map(({ href, label }) => ({
        href,
        label,
        detail: "Settings",
        icon: <Bolt aria-hidden="true" />,
      })),
  ];
  return (
    <BellProvider>
      <AppShell
        workspace={member.tenantName}
        workspaces={workspaces.map(({ tenantId, name, current }) => ({ id: tenantId, name, current }))}
        switchWorkspace={switchWorkspaceAction}
        places={places}
        search={searchLeadsAction}
        listViews={listViewsAction}
        user={{
          id: member.userId,
          name: member.name,
          email: member.email,
          roleLabel: ROLE_LABELS[member.role],
        }}
        nav={[{ items: [...queue, leads, ...simulator] }, { heading: "Results", items: results }]}
        others={others}
        foot={foot}
      >
        {children}
      </AppShell>
    </BellProvider>
  );
}

/** With the requests that wait for the reader: they stay in sight when the rail is narrow. */
async function ledgerItem(): Promise<NavItem> {
  const waiting = await loadWaitingRequests();
  return {
    href: "/overrides",
    label: "Overrides",
    icon: <Pencil aria-hidden="true" />,
    ...(waiting > 0 ? { count: formatNumber(waiting), urgent: true } : {}),
  };
}

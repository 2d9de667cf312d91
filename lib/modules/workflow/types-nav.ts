import { can, type Permission, type Role } from "@/lib/platform/auth/roles";

export interface SettingsLink {
  readonly href: string;
  readonly label: string;
}

export interface SettingsGroup {
  readonly heading: string;
  readonly items: readonly SettingsLink[];
}

/** Every settings page, and who may open it. */
const PAGES: readonly {
  readonly heading: string;
  readonly items: readonly (SettingsLink & { readonly needs: Permission })[];
}[] = [
  {
    heading: "Scoring",
    items: [
      { href: "/settings/bands", label: "Bands", needs: "scoring.manage" },
      { href: "/settings/rules", label: "Rules and weights", needs: "scoring.manage" },
      { href: "/settings/signals", label: "Signals", needs: "scoring.manage" },
      { href: "/settings/outcome", label: "Outcome", needs: "scoring.manage" },
      { href: "/settings/versions", label: "Versions", needs: "scoring.manage" },
    ],
  },
  {
    heading: "Workflow",
    items: [
      { href: "/settings/working-hours", label: "Working hours", needs: "workflow.manage" },
      { href: "/settings/routing", label: "Routing", needs: "workflow.manage" },
      { href: "/settings/alerts", label: "Alerts", needs: "workflow.manage" },
      { href: "/settings/nurture", label: "Nurture", needs: "workflow.manage" },
      { href: "/settings/queue", label: "Queue and overrides", needs: "workflow.manage" },
    ],
  },
  {
    heading: "Connections",
    items: [
      { href: "/settings/tracker", label: "Tracker", needs: "keys.manage" },
      { href: "/settings/keys", label: "API keys", needs: "keys.manage" },
      { href: "/settings/webhooks", label: "Webhooks", needs: "webhooks.manage" },
      { href: "/settings/crm", label: "CRM", needs: "crm.manage" },
    ],
  },
  {
    heading: "Workspace",
    items: [
      { href: "/settings/people", label: "People", needs: "people.manage" },
      { href: "/settings/data", label: "Workspace data", needs: "data.manage" },
    ],
  },
];

/** The settings pages a role may open; empty where there are none. */
export function settingsPages(role: Role): readonly SettingsGroup[] {
  return PAGES.map(({ heading, items }) => ({
    heading,
    items: items.filter(({ needs }) => can(role, needs)).map(({ href, label }) => ({ href, label })),
  })).filter(({ items }) => items.length > 0);
}

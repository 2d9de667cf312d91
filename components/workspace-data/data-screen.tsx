import { Download } from "lucide-react";
import type { DataPage } from "@/lib/modules/workspace-data/types";
import { formatNumber } from "@/lib/present/format";
import { SettingsTabs } from "../settings/settings-nav";
import { SettingsSection } from "../settings/settings-page";
import { buttonClass } from "../ui/button-class";
import { DataList } from "../ui/data-list";
import { PageBar } from "../ui/page-bar";
import { DeleteWorkspace } from "./delete-workspace";
import { ErasePerson } from "./erase-person";

/** Take the workspace along, forget a person, or end it. */
export function DataScreen({ page }: { page: DataPage }) {
  return (
    <>
      <PageBar title="Workspace data" />
      <SettingsTabs />
      <div className="max-w-[1040px] px-8 pb-24 pt-6 max-xl:px-6 max-md:px-4">
        <p className="max-w-[640px] text-13 text-ink-2">
          All of {page.workspace} as files, the erasure of people who ask for it, and the end of the
          workspace. Only admins may; exports and erasures are kept in the audit log.
        </p>
        <SettingsSection
          title="Export"
          claim="Everything there is, as comma-separated files in one archive: leads, events, scores with what they were computed from, rules and models, people, the audit log. Passwords are not in it, and addresses of messages are masked."
        >
          <div className="mt-4 grid gap-x-12 gap-y-5 md:grid-cols-[auto_minmax(0,320px)] md:items-start md:justify-start">
            {/* A download, not a page: the browser goes on showing this one. */}
            <a href="/settings/data/export" download className={buttonClass({ variant: "primary" })}>
              <Download aria-hidden="true" className="size-4" /> Export the workspace
            </a>
            <DataList
              kind="figures"
              items={page.counts.map(({ label, count }) => ({
                label: label.charAt(0).toUpperCase() + label.slice(1),
                value: formatNumber(count),
              }))}
            />
          </div>
        </SettingsSection>
        <ErasePerson person={page.person} />
        <DeleteWorkspace page={page} />
      </div>
    </>
  );
}

import { Bolt, Download, PanelsTopLeft, Plus, Upload } from "lucide-react";
import type { Metadata } from "next";
import { AppShell } from "@/components/shell/app-shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { AddChip, FilterChip, RemovableChip } from "@/components/ui/chip";
import { SearchInput } from "@/components/ui/input";
import { PageBar } from "@/components/ui/page-bar";
import { TabLinks } from "@/components/ui/tab-links";
import { SampleTable } from "../sample-table";

export const metadata: Metadata = { title: "Frame", robots: { index: false } };

/** The frame with the list in it, without signing in: for looking at only. */
export default function ShellPage() {
  const here = "/components/shell";
  return (
    <AppShell
      workspace="Halden"
      user={{ id: "m", name: "Maya Lindqvist", email: "maya@halden.example", roleLabel: "Rep" }}
      nav={[
        {
          items: [{ href: here, label: "Leads", icon: <PanelsTopLeft aria-hidden="true" />, count: "1,284" }],
        },
      ]}
      others={[{ href: "/components", label: "Components", icon: <Upload aria-hidden="true" /> }]}
      foot={[{ href: "/components", label: "Settings", icon: <Bolt aria-hidden="true" />, covers: false }]}
    >
      <PageBar
        title="Leads"
        note="1,284 open"
        className="px-6"
        actions={
          <>
            <Button variant="quiet" icon={<Download aria-hidden="true" />} className="max-md:hidden">
              Export
            </Button>
            <ButtonLink href="/components" variant="default" icon={<Plus aria-hidden="true" />} kbd="I">
              Import
            </ButtonLink>
          </>
        }
      />
      <TabLinks
        label="Views"
        className="px-6 max-md:mx-0"
        items={[
          { href: here, label: "All open", count: "1,284", current: true },
          { href: "/components", label: "Mine", count: "318" },
          { href: "/components?gone", label: "Gone quiet", count: "142" },
        ]}
      />
      <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-6 py-2 max-md:px-4">
        <SearchInput
          aria-label="Search leads"
          placeholder="Name, company, e-mail"
          kbd="/"
          className="md:w-[220px]"
        />
        <FilterChip label="Band" value="any" />
        <RemovableChip label="Status" value="open" removeHref={here} />
        <AddChip />
        <span className="ml-auto text-12 text-ink-2 max-md:hidden">
          7 hot · 6 warm · 2 nurture · 1 suppress
        </span>
      </div>
      <SampleTable />
    </AppShell>
  );
}

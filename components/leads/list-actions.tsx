"use client";
import { Download, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { type LeadQuery, leadsHref, OPTIONAL_COLUMNS, queryString } from "@/lib/modules/leads/query-url";
import { ColumnsMenu } from "../table/columns-menu";
import { ButtonLink } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { COLUMN_LABELS } from "./leads-columns";
import { useListNavigation } from "./list-navigation";
import { usePageKey } from "./use-page-key";

/** Export, columns and import at the right of the page bar. */
export function ListActions({ query, mayImport }: { query: LeadQuery; mayImport: boolean }) {
  const { go } = useListNavigation();
  const router = useRouter();
  usePageKey(
    "i",
    useCallback(() => router.push("/leads/import"), [router]),
    mayImport,
  );
  const search = queryString({ ...query, cursor: null, saved: null });
  return (
    <>
      <ButtonLink href="/leads/nurture" variant="quiet" className="max-md:hidden">
        Nurture
      </ButtonLink>
      <a
        href={`/leads/export${search ? `?${search}` : ""}`}
        download
        className={buttonClass({ variant: "quiet", className: "max-md:hidden" })}
      >
        <Download aria-hidden="true" className="size-4" /> Export
      </a>
      <ColumnsMenu
        columns={[
          { id: "score", label: "Score", visible: true, fixed: true },
          { id: "lead", label: "Lead", visible: true, fixed: true },
          ...OPTIONAL_COLUMNS.map((id) => ({
            id,
            label: COLUMN_LABELS[id],
            visible: query.columns.includes(id),
          })),
        ]}
        onToggle={(id, visible) =>
          go(
            leadsHref(query, {
              columns: OPTIONAL_COLUMNS.filter((column) =>
                column === id ? visible : query.columns.includes(column),
              ),
            }),
            { replace: true },
          )
        }
      />
      {mayImport ? (
        <ButtonLink href="/leads/import" icon={<Plus aria-hidden="true" />} kbd="I" className="max-md:hidden">
          Import
        </ButtonLink>
      ) : null}
    </>
  );
}

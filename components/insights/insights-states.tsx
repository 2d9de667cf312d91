import Link from "next/link";
import { type InsightsQuery, insightsHref, USUAL } from "@/lib/modules/insights/query-url";
import type { InsightsState } from "@/lib/modules/insights/types";
import { droppable } from "@/lib/present/insights/filter-words";
import { buttonClass } from "../ui/button-class";

/** What can be done about a page without figures. */
export function StateActions({
  state,
  query,
  isAll,
  canImport,
}: {
  state: InsightsState;
  query: InsightsQuery;
  /** All months are looked at already. */
  isAll: boolean;
  canImport: boolean;
}) {
  switch (state) {
    case "no_leads":
      return canImport ? (
        <Actions>
          <Link href="/leads/import" className={buttonClass({ variant: "primary" })}>
            Import leads
          </Link>
        </Actions>
      ) : (
        <p className="mt-2 text-13 text-ink-2">People in RevOps and admins import leads.</p>
      );
    case "nothing_here":
      return (
        <Actions>
          {droppable(query).map(({ text, without }) => (
            <Link
              key={text}
              href={insightsHref({ ...query, ...without })}
              scroll={false}
              className={buttonClass()}
            >
              {text}
            </Link>
          ))}
          {isAll ? null : (
            <Link
              href={insightsHref({ ...query, period: { kind: "all" } })}
              scroll={false}
              className={buttonClass()}
            >
              All months
            </Link>
          )}
          <Link href={insightsHref(USUAL)} scroll={false} className={buttonClass()}>
            Without filters
          </Link>
        </Actions>
      );
    case "failed":
      return (
        <Actions>
          {/* A plain link: whatever went wrong, the page is asked for anew. */}
          <a href={insightsHref(query)} className={buttonClass()}>
            Look again
          </a>
        </Actions>
      );
    default:
      return null;
  }
}

function Actions({ children }: { children: React.ReactNode }) {
  return <div className="mt-4 flex flex-wrap gap-2">{children}</div>;
}

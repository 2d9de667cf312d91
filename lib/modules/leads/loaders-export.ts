import { writeAudit } from "@/lib/platform/audit";
import type { Member } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import type { CsvValue } from "@/lib/platform/csv/write";
import { withTenant } from "@/lib/platform/db/client";
import { LEAD_CSV_HEADER, leadCsvRow } from "@/lib/present/leads-csv";
import { getBandCounts, getListContext } from "./data-context";
import { exportBatches } from "./data-export";
import { type LeadQuery, queryString } from "./query-url";
import type { ListScope } from "./types";

/** More than anybody opens in a spreadsheet; beyond it the API is the way. */
export const EXPORT_CAP = 100_000;
const BATCH = 500;

export interface LeadExport {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly batches: AsyncIterable<readonly (readonly CsvValue[])[]>;
}

/**
 * Opens an export of the filtered list, or of the given leads, for a member who may take it. The audit entry is
 * committed before the first row leaves: who took how many leads, by which filter.
 */
export async function openLeadExport(
  member: Member,
  query: LeadQuery,
  only: readonly string[] | null,
): Promise<LeadExport> {
  const moment = now();
  const { tenantId, userId } = member;
  const { scope, view, people, count, capped } = await withTenant(tenantId, async (tx) => {
    const { bandSet, people, defaultView } = await getListContext(tx, tenantId);
    const view = only ? "all" : (query.view ?? defaultView);
    const scope: ListScope = { tenantId, userId, bandSet, now: moment, ...(only ? { only } : {}) };
    const { total } = await getBandCounts(tx, scope, query, view);
    await writeAudit(tx, {
      tenantId,
      actorId: userId,
      action: "leads.exported",
      subjectType: "leads",
      details: {
        count: total.count,
        capped: total.capped,
        view,
        filter: only ? "selected leads" : queryString(query),
      },
    });
    return { scope, view, people, count: total.count, capped: total.capped };
  });
  const wording = {
    now: moment.getTime(),
    timeZone: member.timeZone,
    bandSet: scope.bandSet,
    people: new Map(people.map(({ id, name }) => [id, name])),
  };
  async function* batches() {
    for await (const rows of exportBatches(scope, query, view, { batchSize: BATCH, cap: EXPORT_CAP }))
      yield rows.map((row) => leadCsvRow(row, wording));
  }
  const day = moment.toISOString().slice(0, 10);
  return {
    fileName: capped ? `leads-${day}-first-${count}.csv` : `leads-${day}.csv`,
    header: LEAD_CSV_HEADER,
    batches: batches(),
  };
}

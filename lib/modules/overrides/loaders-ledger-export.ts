import { getBandSet } from "@/lib/modules/leads/data-context";
import { writeAudit } from "@/lib/platform/audit";
import type { Member } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import type { CsvValue } from "@/lib/platform/csv/write";
import { withTenant } from "@/lib/platform/db/client";
import { LEDGER_CSV_HEADER, ledgerCsvRow } from "@/lib/present/ledger-csv";
import { countLedger, getLedger } from "./data-ledger";
import { outcomeInUse } from "./outcome-in-use";
import type { LedgerCursor } from "./query-ledger";
import { type LedgerQuery, ledgerSearch } from "./query-ledger-url";

const BATCH = 500;

export interface LedgerExport {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly batches: AsyncIterable<readonly (readonly CsvValue[])[]>;
}

/**
 * Opens an export of the filtered ledger for a member who may read it. The audit entry is committed before the first
 * row leaves; each batch is read in a transaction of its own.
 */
export async function openLedgerExport(member: Member, query: LedgerQuery): Promise<LedgerExport> {
  const { tenantId, userId, timeZone } = member;
  const at = now();
  const { scope, wording } = await withTenant(tenantId, async (tx) => {
    const scope = { tenantId, outcome: await outcomeInUse(tx, tenantId), now: at };
    const { matching } = await countLedger(tx, scope, query);
    await writeAudit(tx, {
      ...{ tenantId, actorId: userId, action: "overrides.exported", subjectType: "overrides" },
      details: { count: matching, filter: ledgerSearch(query) },
    });
    const wording = {
      now: at.getTime(),
      timeZone,
      outcome: scope.outcome,
      bandSet: await getBandSet(tx, tenantId),
    };
    return { scope, wording };
  });
  async function* batches() {
    for (let after: LedgerCursor | null = null, more = true; more; more = after !== null) {
      const from: LedgerCursor | null = after;
      const page: Awaited<ReturnType<typeof getLedger>> = await withTenant(tenantId, (tx) =>
        getLedger(tx, scope, query, { after: from, most: BATCH }),
      );
      yield page.rows.map((row) => ledgerCsvRow(row, wording));
      after = page.next;
    }
  }
  return {
    fileName: `overrides-${at.toISOString().slice(0, 10)}.csv`,
    header: LEDGER_CSV_HEADER,
    batches: batches(),
  };
}

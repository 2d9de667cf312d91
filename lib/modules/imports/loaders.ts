import { notFound } from "next/navigation";
import { z } from "zod";
import { getBandSet } from "@/lib/modules/leads/data-context";
import { memberForAction, requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { formatDayTime } from "@/lib/present/format";
import { wordProtected } from "@/lib/present/word-protected";
import { getImport, getRecentImports, getRejections, type ImportRow } from "./data";
import { suggestColumns } from "./suggest";
import type { ImportResult } from "./types";
import type { ImportPageData, ImportStatusData, MappingScreenData, RecentImport } from "./types-screen";

/** What the upload page lists below its field. */
export async function loadRecentImports(): Promise<{ readonly recent: readonly RecentImport[] }> {
  const member = await requireMember("leads.import");
  const { tenantId, timeZone } = member;
  const rows = await withTenant(tenantId, (tx) => getRecentImports(tx, tenantId));
  const context = { now: now().getTime(), timeZone };
  return {
    recent: rows.map(({ createdAt, ...row }) => ({
      ...row,
      when: formatDayTime(createdAt.getTime(), context),
    })),
  };
}

/** One import, whatever it waits for. */
export async function loadImport(importId: string): Promise<ImportPageData> {
  const member = await requireMember("leads.import");
  if (!z.uuid().safeParse(importId).success) notFound();
  const { tenantId, timeZone } = member;
  return withTenant(tenantId, async (tx): Promise<ImportPageData> => {
    const row = await getImport(tx, tenantId, importId);
    if (!row || row.status === "uploading") notFound();
    const { id, fileName, kind, status } = row;
    if (status === "mapping") return { view: "mapping", data: mappingData(row, timeZone) };
    if (status === "queued" || status === "running") {
      const keptOut = await getRejections(tx, tenantId, importId, { limit: 5, newest: true });
      return { view: "running", data: { id, fileName, kind, status, progress: row.progress, keptOut } };
    }
    const { result } = row;
    const finished = result && "rows" in result ? (result as ImportResult) : null;
    return {
      view: "done",
      data: {
        ...{ id, fileName, kind, status },
        result: finished,
        message: result && "message" in result ? result.message : null,
        bandSet: await getBandSet(tx, tenantId),
      },
    };
  });
}

function mappingData(row: ImportRow, timeZone: string): MappingScreenData {
  const { id, fileName, kind, profile, plan } = row;
  if (!profile || !plan) throw new Error("an import waits for its mapping without a profile");
  const doubts = new Map(suggestColumns(profile.columns).map(({ column, doubt }) => [column, doubt]));
  return {
    ...{ id, fileName, kind, plan, timeZone },
    rows: profile.rows,
    rowsAreExact: profile.rowsAreExact,
    dialect: profile.dialect,
    columns: profile.columns.map((column) => ({
      name: column.name,
      type: column.type,
      filledShare: column.filledShare,
      distinct: column.distinct,
      samples: column.samples,
      top: column.top,
      isPercent: column.number?.percent ?? false,
      protectedWords: column.protected ? wordProtected(column.protected) : null,
      doubt: doubts.get(column.name) ?? null,
      date: column.date ?? null,
    })),
  };
}

type Refused = { readonly ok: false; readonly code: string; readonly message: string };
const NOT_FOUND: Refused = { ok: false, code: "not_found", message: "There is no such import." };

/** For the page that asks every second. */
export async function loadImportStatus(
  importId: string,
): Promise<{ readonly ok: true; readonly status: ImportStatusData } | Refused> {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  const { tenantId } = asked.member;
  if (!z.uuid().safeParse(importId).success) return NOT_FOUND;
  return withTenant(tenantId, async (tx) => {
    const row = await getImport(tx, tenantId, importId);
    if (!row) return NOT_FOUND;
    const { id, fileName, kind, status, progress } = row;
    const keptOut = await getRejections(tx, tenantId, importId, { limit: 5, newest: true });
    return { ok: true, status: { id, fileName, kind, status, progress, keptOut } };
  });
}

const PAGE = 5_000;

/** All rows that stayed out, for the download, page by page. */
export async function loadRejectionBatches(
  importId: string,
): Promise<
  { readonly ok: true; readonly batches: AsyncGenerator<[number, string, string][], void, void> } | Refused
> {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  const { tenantId } = asked.member;
  if (!z.uuid().safeParse(importId).success) return NOT_FOUND;
  if (!(await withTenant(tenantId, (tx) => getImport(tx, tenantId, importId)))) return NOT_FOUND;
  async function* batches(): AsyncGenerator<[number, string, string][], void, void> {
    for (let after = 0; ; ) {
      const from = after;
      const page = await withTenant(tenantId, (tx) =>
        getRejections(tx, tenantId, importId, { after: from, limit: PAGE }),
      );
      yield page.map(({ line, reason, value }) => [line, reason, value ?? ""]);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.line;
    }
  }
  return { ok: true, batches: batches() };
}

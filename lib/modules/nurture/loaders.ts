import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { writeAudit } from "@/lib/platform/audit";
import { type Member, requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import type { CsvValue } from "@/lib/platform/csv/write";
import { withTenant } from "@/lib/platform/db/client";
import { NURTURE_CSV_HEADER, nurtureCsvRow, nurtureLine } from "@/lib/present/nurture-words";
import { countNurture, getNurture, type NurtureCursor, type NurtureRow } from "./data-list";
import { mayRemove } from "./decisions";
import { NURTURE_STATES, type NurturePage, type NurtureState } from "./types";

const PAGE = 50;
const BATCH = 1_000;
const NO_BANDS = { bands: [] };

export const nurtureState = (text: unknown): NurtureState =>
  NURTURE_STATES.find((state) => state === text) ?? "enrolled";

/** @param cursor where the page begins, as `next` of the one before gave it; anything else begins at the latest */
export async function loadNurturePage(state: NurtureState, cursor: string | undefined): Promise<NurturePage> {
  const member = await requireMember("leads.read");
  const { tenantId, role, timeZone } = member;
  const after = cursorOf(cursor);
  const context = { now: now().getTime(), timeZone };
  return withTenant(tenantId, async (tx) => {
    const rows = await getNurture(tx, tenantId, state, { take: PAGE + 1, after });
    const bandSet = (await scorerInUse(tx, tenantId))?.bands ?? NO_BANDS;
    const { nurture } = await getWorkflow(tx, tenantId);
    const shown = rows.slice(0, PAGE);
    return {
      state,
      lines: shown.map((row) => ({
        ...nurtureLine(row, bandSet, context),
        mayRemove: row.leftAt === null && mayRemove(member, row),
      })),
      counts: await countNurture(tx, tenantId),
      next: rows.length > PAGE ? cursorText(shown.at(-1), state) : null,
      isFirst: after === null,
      isOn: nurture.enabled,
      afterDays: nurture.afterDays,
      band: bandSet.bands[1]?.name ?? "Warm",
      mayManage: can(role, "workflow.manage"),
      mayExport: can(role, "leads.export"),
    };
  });
}

export interface NurtureExport {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly batches: AsyncIterable<readonly (readonly CsvValue[])[]>;
}

/** The whole list for a member who may take it; who took it is written down before the first row leaves. */
export async function openNurtureExport(member: Member, state: NurtureState): Promise<NurtureExport> {
  const { tenantId, userId } = member;
  const bandSet = await withTenant(tenantId, async (tx) => {
    const counts = await countNurture(tx, tenantId);
    await writeAudit(tx, {
      ...{ tenantId, actorId: userId, action: "nurture.exported", subjectType: "nurture" },
      details: { state, count: counts[state] },
    });
    return (await scorerInUse(tx, tenantId))?.bands ?? NO_BANDS;
  });
  async function* batches() {
    for (let after: NurtureCursor | null = null; ; ) {
      const from: NurtureCursor | null = after;
      const rows: readonly NurtureRow[] = await withTenant(tenantId, (tx) =>
        getNurture(tx, tenantId, state, { take: BATCH, after: from }),
      );
      yield rows.map((row) => nurtureCsvRow(row, bandSet));
      const last = rows.at(-1);
      if (rows.length < BATCH || !last) return;
      after = { at: placeOf(last, state), id: last.id };
    }
  }
  return {
    fileName: `nurture-${state}-${now().toISOString().slice(0, 10)}.csv`,
    header: NURTURE_CSV_HEADER,
    batches: batches(),
  };
}

const placeOf = (row: NurtureRow, state: NurtureState): Date =>
  state === "left" && row.leftAt ? row.leftAt : row.enrolledAt;

const cursorText = (row: NurtureRow | undefined, state: NurtureState): string | null =>
  row ? `${placeOf(row, state).getTime()}_${row.id}` : null;

function cursorOf(text: string | undefined): NurtureCursor | null {
  const [, at, id] = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? "") ?? [];
  return at && id ? { at: new Date(Number(at)), id } : null;
}

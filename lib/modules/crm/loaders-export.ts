import { writeAudit } from "@/lib/platform/audit";
import type { Member } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import type { CsvValue } from "@/lib/platform/csv/write";
import { withTenant } from "@/lib/platform/db/client";
import { localToUtc } from "@/lib/present/zone-instant";
import { leadsTold } from "./data";
import { OUR_FIELDS } from "./types";

const BATCH = 500;
const HEADER = ["id", "external_id", "email", ...OUR_FIELDS.filter((field) => field !== "reasons")] as const;

export interface ScoreExport {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly batches: AsyncIterable<readonly (readonly CsvValue[])[]>;
}

/**
 * Leads whose score or band changed since then, by the machine or by a person, as any other system takes them: a line
 * each, by id, in the words that CRMs get. The audit entry is committed before the first row leaves.
 *
 * @returns null where `since` is no day and no moment
 */
export async function openScoreExport(member: Member, since: string): Promise<ScoreExport | null> {
  const from = momentOf(since, member.timeZone);
  if (!from) return null;
  const { tenantId, userId, timeZone } = member;
  const at = now();
  await withTenant(tenantId, (tx) =>
    writeAudit(tx, {
      ...{ tenantId, actorId: userId, action: "leads.exported", subjectType: "leads" },
      details: { filter: "scores changed", since: from.toISOString() },
    }),
  );
  async function* batches() {
    let after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
      const rows = await withTenant(tenantId, async (tx) => {
        const found = await tx.$queryRaw<{ id: string }[]>`
          SELECT l.id FROM leads l
           WHERE l.tenant_id = ${tenantId}::uuid AND l.id > ${after}::uuid AND l.score_total IS NOT NULL
             AND (l.score_changed_on >= ${from}::timestamptz
                  OR EXISTS (SELECT 1 FROM overrides o
                              WHERE o.tenant_id = l.tenant_id AND o.lead_id = l.id
                                AND (o.started_at >= ${from}::timestamptz OR o.ended_at >= ${from}::timestamptz)))
           ORDER BY l.id LIMIT ${BATCH}`;
        const ids = found.map(({ id }) => id);
        const leads = await leadsTold(tx, tenantId, ids, { now: at.getTime(), timeZone });
        return ids.flatMap((id) => {
          const found = leads.get(id);
          if (!found) return [];
          const { lead, values } = found;
          const own: Record<string, CsvValue> = {
            id,
            external_id: lead.externalId,
            email: lead.email,
            ...values,
          };
          return [{ id, cells: HEADER.map((name) => own[name]) }];
        });
      });
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
      yield rows.map(({ cells }) => cells);
    }
  }
  return {
    fileName: `scores-since-${from.toISOString().slice(0, 10)}.csv`,
    header: HEADER,
    batches: batches(),
  };
}

function momentOf(text: string, timeZone: string): Date | null {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!isDay && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
    return null;
  const at = Date.parse(text);
  if (!Number.isFinite(at)) return null;
  // 31 February is read as a day of March.
  if (isDay && new Date(at).toISOString().slice(0, 10) !== text) return null;
  return new Date(isDay ? localToUtc(at, timeZone) : at);
}

import { writeAudit } from "@/lib/platform/audit";
import type { Member } from "@/lib/platform/auth/member";
import { byteStream } from "@/lib/platform/byte-stream";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { zipBytes } from "@/lib/platform/zip";
import { formatLongDay, formatTime } from "@/lib/present/format";
import { exportEntries } from "./export";

/** Opens an export of the whole workspace for a member who may take it. It is on record before its first byte leaves. */
export async function openWorkspaceExport(
  member: Member,
): Promise<{ readonly fileName: string; readonly body: ReadableStream<Uint8Array> }> {
  const moment = now();
  const { tenantId, userId, tenantName, tenantSlug, timeZone, name } = member;
  await withTenant(tenantId, (tx) =>
    writeAudit(tx, {
      tenantId,
      actorId: userId,
      action: "workspace.exported",
      subjectType: "workspace",
      subjectId: tenantId,
    }),
  );
  const at = moment.getTime();
  const intro = [
    `${tenantName}, as it was from ${formatTime(at, timeZone)} on ${formatLongDay(at, { now: at, timeZone })} (${timeZone}). Taken by ${name}.`,
    "Comma-separated, UTF-8, one file a table; times are UTC, empty means unknown. Tables of more than a million rows go on in a second file.",
    "Rows are joined by their ids: lead_id is the id in leads.csv, visitor_id that in visitors.csv, scorer_id that in rule_sets.csv or models.csv.",
  ].join("\n");
  return {
    fileName: `${tenantSlug}-${moment.toISOString().slice(0, 10)}.zip`,
    body: byteStream(zipBytes(exportEntries(tenantId, { intro }), moment)),
  };
}

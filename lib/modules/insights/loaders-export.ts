import { writeAudit } from "@/lib/platform/audit";
import type { Member } from "@/lib/platform/auth/member";
import { byteStream } from "@/lib/platform/byte-stream";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { type ZipEntry, zipBytes } from "@/lib/platform/zip";
import { csvText } from "@/lib/present/csv-text";
import { formatLongDay, formatTime } from "@/lib/present/format";
import { filterTexts } from "@/lib/present/insights/filter-words";
import { headline } from "@/lib/present/insights/headline";
import { countedText } from "@/lib/present/insights/states";
import { insightsCharts } from "@/lib/present/insights/tables";
import { spanLong } from "@/lib/present/insights/words";
import { type InsightsQuery, insightsHref } from "./query-url";
import { readInsights } from "./read";

/**
 * Every table of the page as it is filtered, one CSV file a chart, and a text that says what they are of. For a member
 * who may read insights; on record before its first byte leaves. Null where there are no figures yet.
 */
export async function openInsightsExport(
  member: Member,
  query: InsightsQuery,
): Promise<{ readonly fileName: string; readonly body: ReadableStream<Uint8Array> } | null> {
  const moment = now();
  const { tenantId, userId, tenantName, tenantSlug, timeZone, name } = member;
  const data = await withTenant(tenantId, async (tx) => {
    const read = await readInsights(tx, tenantId, query, moment);
    if (read.figures !== null)
      await writeAudit(tx, {
        ...{ tenantId, actorId: userId, action: "insights.exported", subjectType: "insights" },
        details: { filter: insightsHref(query, "") },
      });
    return read;
  });
  if (data.figures === null) return null;
  const facts = { ...data, figures: data.figures };
  const { sentence, under, basis } = headline(facts);
  const at = moment.getTime();
  const about = [
    `${tenantName}: ${[spanLong(data.period), ...filterTexts(query)].join("; ")}.`,
    ...[sentence, under, basis].filter(Boolean),
    `${data.countedAt === null ? "" : `${countedText(data.countedAt, data)} (${timeZone}). `}Taken by ${name} at ${formatTime(at, timeZone)} on ${formatLongDay(at, { now: at, timeZone })}.`,
    "Comma-separated, UTF-8, one file a chart. Shares and rates are 0 to 1; Low and High are the ends of 95 % intervals; empty means unknown.",
  ].join("\n");
  const entries: ZipEntry[] = [
    textEntry("about.txt", `${about}\n`),
    ...insightsCharts(facts).map(({ csvName, table }) =>
      textEntry(
        csvName,
        csvText(
          table.columns.map(({ label }) => label),
          table.rows,
        ),
      ),
    ),
  ];
  return {
    fileName: `${tenantSlug}-insights-${moment.toISOString().slice(0, 10)}.zip`,
    body: byteStream(zipBytes(entries, moment)),
  };
}

const textEntry = (name: string, text: string): ZipEntry => ({ name, bytes: [Buffer.from(text, "utf8")] });

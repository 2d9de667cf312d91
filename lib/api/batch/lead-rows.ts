import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { SignalsAsOf } from "@/lib/core/signals/types";
import type { LiveScorer } from "@/lib/modules/scoring/live-scorer";
import type { ByteRecords } from "@/lib/platform/csv/byte-records";
import { issuesOf, plainMessage } from "../issues";
import { historyOf, problemsOf, scoreRequestSchema } from "../score-request";
import type { LeadField } from "./columns";
import { NOT_UTF8 } from "./signal-rows";

/** The signals of a row that is what is known of a lead, as POST /score measures `lead`; or what is wrong with it. */
export function leadSignals(
  records: ByteRecords,
  fields: readonly LeadField[],
  { active }: LiveScorer,
  moment: number,
): SignalsAsOf | string {
  const lead: Record<string, string> = {};
  const wrong: string[] = [];
  for (const { field, column, name } of fields) {
    const text = records.text(field);
    if (text.trim() === "") continue;
    if (text.includes("\uFFFD")) wrong.push(`${name} ${NOT_UTF8}`);
    lead[column] = text;
  }
  if (wrong.length > 0) return wrong.join("; ");
  const parsed = scoreRequestSchema.safeParse({ lead }, { error: plainMessage });
  const issues = parsed.success ? problemsOf(parsed.data, new Date(moment)) : issuesOf(parsed.error, []);
  if (!parsed.success || issues.length > 0)
    return issues
      .map(
        ({ path, message }) => `${nameOf(path, fields)} ${message.replace(" unless signals are given", "")}`,
      )
      .join("; ");
  return signalsAsOf(active.compiled, historyOf(parsed.data), moment);
}

function nameOf(path: string, fields: readonly LeadField[]): string {
  const column = path.replace(/^lead\./, "");
  return fields.find((field) => field.column === column)?.name ?? column;
}

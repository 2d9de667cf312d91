import type { BandSet } from "../core/scoring/types.ts";
import { formatDay, type TimeContext } from "./format.ts";
import { bandLook, leadDetail, leadName, type NamedLead } from "./leads-row.ts";

/** The list of leads in nurture, in words: for its page and its export. */

export interface WordableEnrolment extends NamedLead {
  readonly id: string;
  readonly leadId: string;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly country: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly scored: boolean;
  readonly effectiveScore: number;
  readonly effectiveBand: string | null;
  readonly enrolledAt: Date;
  readonly lastContactAt: Date | null;
  readonly leftAt: Date | null;
  readonly leftReason: string | null;
}

const REASONS: Readonly<Record<string, string>> = {
  replied: "Replied",
  answered: "Answered a call",
  band_changed: "Changed band",
  closed: "Was closed",
  removed: "Removed by hand",
};

/** "Replied, 5 Nov" */
function leftText({ leftAt, leftReason }: WordableEnrolment, context: TimeContext): string | null {
  if (leftAt === null) return null;
  return `${REASONS[leftReason ?? ""] ?? "Left"}, ${formatDay(leftAt.getTime(), context)}`;
}

export function nurtureLine(row: WordableEnrolment, bandSet: BandSet, context: TimeContext) {
  const day = (at: Date | null) => (at === null ? null : formatDay(at.getTime(), context));
  return {
    id: row.id,
    leadId: row.leadId,
    name: leadName(row).name,
    detail: leadDetail(row),
    score: row.scored ? row.effectiveScore : null,
    band: bandLook(bandSet, row.effectiveBand),
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? "Somebody who left" },
    since: formatDay(row.enrolledAt.getTime(), context),
    lastContact: day(row.lastContactAt),
    left: leftText(row, context),
  };
}

export const NURTURE_CSV_HEADER = [
  ...["lead_id", "external_id", "first_name", "last_name", "email", "company", "job_title", "country"],
  ...["owner", "score", "band", "enrolled_at", "last_contact_at", "left_at", "left_reason"],
] as const;

export function nurtureCsvRow(row: WordableEnrolment, bandSet: BandSet): (string | number | null)[] {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return [
    ...[row.leadId, row.externalId, row.firstName, row.lastName, row.email, row.company, row.jobTitle],
    ...[row.country, row.ownerName, row.scored ? row.effectiveScore : null],
    bandLook(bandSet, row.effectiveBand)?.name ?? null,
    ...[time(row.enrolledAt), time(row.lastContactAt), time(row.leftAt)],
    row.leftReason === null ? null : (REASONS[row.leftReason] ?? row.leftReason),
  ];
}

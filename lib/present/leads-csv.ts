import { type LeadWording, type PresentableLead, presentLead, wordTop } from "./leads-row.ts";
import { reasonLine } from "./word-reason.ts";

/** A lead as a line of an export: the words of the screen, the times of machines. */

export const LEAD_CSV_HEADER = [
  "id",
  "external_id",
  "first_name",
  "last_name",
  "email",
  "phone",
  "company",
  "job_title",
  "country",
  "city",
  "industry",
  "employees",
  "website",
  "source",
  "campaign",
  "status",
  "owner",
  "score",
  "band",
  "next_step",
  "reason_1",
  "reason_2",
  "reason_3",
  "risk_1",
  "risk_2",
  "created_at",
  "last_activity_at",
  "scored_at",
  "scorer_version",
] as const;

export interface CsvLead extends PresentableLead {
  readonly phone: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly industry: string | null;
  readonly employees: number | null;
  readonly website: string | null;
  readonly campaign: string | null;
  readonly scoreVersion: string | null;
}

/** The cells of `LEAD_CSV_HEADER`, unescaped: lib/platform/csv neutralises and quotes them. */
export function leadCsvRow(lead: CsvLead, wording: LeadWording): (string | number | null)[] {
  const row = presentLead(lead, wording);
  const { reasons, risks } = wordTop(lead.topReasons, wording);
  const said = (worded: (typeof reasons)[number] | undefined) => (worded ? reasonLine(worded) : null);
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return [
    lead.id,
    lead.externalId,
    lead.firstName,
    lead.lastName,
    lead.email,
    lead.phone,
    lead.company,
    lead.jobTitle,
    lead.country,
    lead.city,
    lead.industry,
    lead.employees,
    lead.website,
    lead.source,
    lead.campaign,
    lead.status,
    row.owner?.name ?? null,
    row.score,
    row.band?.name ?? null,
    [row.step.what, row.step.when].filter(Boolean).join(" "),
    said(reasons[0]),
    said(reasons[1]),
    said(reasons[2]),
    said(risks[0]),
    said(risks[1]),
    time(lead.createdAt),
    time(lead.lastActivityAt),
    time(lead.scoreUpdatedOn),
    lead.scoreVersion,
  ];
}

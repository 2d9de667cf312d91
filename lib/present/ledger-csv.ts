import { leadName } from "./leads-row.ts";
import { type LedgerFacts, type LedgerWording, whatHappened } from "./ledger-row.ts";
import { CATEGORY_WORDS } from "./override-words.ts";

/** The ledger as a file: the words of the screen, the times of machines. */

export const LEDGER_CSV_HEADER = [
  "id",
  "status",
  "lead_id",
  "lead",
  "company",
  "direction",
  "machine_score",
  "machine_band",
  "set_kind",
  "set_score",
  "set_band",
  "scorer_version",
  "category",
  "reason",
  "note",
  "requested_by",
  "requested_at",
  "decided_by",
  "decided_at",
  "decision_note",
  "started_at",
  "expires_at",
  "ended_at",
  "ended_by",
  "machine_agreed_at",
  "what_happened",
  "verdict",
] as const;

/** The cells of `LEDGER_CSV_HEADER`, unescaped: lib/platform/csv neutralises and quotes them. */
export function ledgerCsvRow(row: LedgerFacts, wording: LedgerWording): (string | number | null)[] {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const band = (id: string) => wording.bandSet.bands.find((each) => each.id === id)?.name ?? id;
  const happened = whatHappened(row, wording);
  return [
    row.id,
    row.status,
    row.leadId,
    leadName(row).name,
    row.company,
    row.direction,
    row.machineScore,
    band(row.machineBand),
    row.kind,
    row.effectiveScore,
    band(row.effectiveBand),
    row.scoreVersion,
    CATEGORY_WORDS[row.category] ?? row.category,
    row.reason,
    row.note,
    row.requestedBy,
    time(row.requestedAt),
    row.decidedBy,
    time(row.decidedAt),
    row.decisionNote,
    time(row.startedAt),
    time(row.expiresAt),
    time(row.endedAt),
    row.endedBy,
    time(row.crossedAt),
    [happened.what, happened.verdict === null ? happened.detail : null].filter(Boolean).join(". "),
    happened.verdict,
  ];
}

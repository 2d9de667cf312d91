import { maskAddress } from "@/lib/modules/workflow/settings-parts";

/** What an export of the workspace holds, table by table. A test asks that every table of a tenant is in one of the two. */

export interface ExportedTable {
  /** Name of the file, without ending. */
  readonly file: string;
  readonly about: string;
  /** Columns that are nobody's to take along, or that the database works out from the others. */
  readonly omit?: readonly string[];
  /** Who knows such a value can use it. */
  readonly mask?: Readonly<Record<string, (value: string) => string>>;
  /** Columns of people in users that are added: the id is in `user_id`. */
  readonly withUsers?: boolean;
  /** Rows are large: fewer of them are read at a time. */
  readonly isHeavy?: boolean;
}

export const EXPORTED: Readonly<Record<string, ExportedTable>> = {
  leads: {
    file: "leads",
    about: "people, with the score in use",
    omit: ["search_text", "sort_name", "is_open"],
  },
  visitors: { file: "visitors", about: "browsers, and whose they turned out to be" },
  events: { file: "events", about: "what happened, one fact a row" },
  event_flags: { file: "event_flags", about: "events of bots and scanners, and those taken back" },
  outcomes: { file: "outcomes", about: "what became of leads" },
  score_history: { file: "scores", about: "every score that changed, with the signals it was computed from" },
  lead_score_factors: { file: "factors", about: "what each score was made of" },
  overrides: { file: "overrides", about: "scores set by people, with their reasons" },
  activities: { file: "activities", about: "what the team did" },
  assignments: { file: "assignments", about: "whose leads became, and how" },
  alerts: { file: "alerts", about: "what people were told in the product" },
  deliveries: {
    file: "deliveries",
    about: "messages sent; addresses are masked",
    mask: { target: maskTarget },
  },
  webhooks: {
    file: "webhooks",
    about: "where events are sent; addresses are masked, secrets are left out",
    omit: ["secret", "previous_secret"],
    mask: { url: maskTarget },
  },
  crm_connections: {
    file: "crm_connections",
    about: "where scores are written back to; addresses are masked, secrets are left out",
    omit: ["secret"],
    mask: { base_url: maskTarget },
  },
  crm_runs: { file: "crm_runs", about: "when scores were written back, and how it went" },
  crm_leads: {
    file: "crm_leads",
    about: "which leads the CRM was told of last, and why it refused where it did",
  },
  nurture_enrolments: { file: "nurture_enrolments", about: "who was handed to the mail tool" },
  lead_looks: { file: "lead_looks", about: "what people saw of a lead last" },
  rule_sets: { file: "rule_sets", about: "published rules" },
  band_sets: { file: "band_sets", about: "bands of published versions" },
  models: { file: "models", about: "trained models, whole", isHeavy: true },
  training_runs: {
    file: "training_runs",
    about: "how models were trained and how good they were",
    isHeavy: true,
  },
  backtests: { file: "backtests", about: "drafts replayed over history", isHeavy: true },
  scoring_drafts: { file: "scoring_drafts", about: "changes that nobody published yet" },
  signal_definitions: { file: "signal_definitions", about: "own signals" },
  workspace_settings: {
    file: "settings",
    about: "settings; addresses of hooks are masked",
    mask: { workflow: maskHooks },
  },
  saved_views: { file: "saved_views", about: "lists kept under a name" },
  imports: { file: "imports", about: "files that were imported" },
  import_rejections: { file: "import_rejections", about: "rows that stayed out, and why" },
  memberships: { file: "people", about: "who works here, in which role", withUsers: true },
  invitations: { file: "invitations", about: "who was invited", omit: ["token_hash"] },
  predictions: { file: "predictions", about: "what the API answered, and from which signals" },
  prediction_batches: { file: "prediction_batches", about: "files that were scored, part by part" },
  api_keys: { file: "api_keys", about: "who may use the API", omit: ["hash", "previous_hash"] },
  api_key_minutes: { file: "api_usage", about: "requests of each key, minute by minute" },
  audit_log: { file: "audit_log", about: "who changed what, and when" },
};

/** Tables of tenants that are not exported, each with its reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  import_chunks: "raw files on their way in: they are deleted when their import ends",
  event_keys: "ids of events that came, so that none is stored twice: the events themselves are exported",
  insight_leads: "counted from leads, scores and outcomes, which are here: they are counted anew at any time",
  insight_counts: "when insights were counted last",
  pending_scores: "leads that wait to be scored within the second: the score will be in the next export",
};

/** "r…@firm.example", or the host of a hook with the last characters of its path. */
export function maskTarget(target: string): string {
  if (URL.canParse(target)) return maskAddress(target);
  const at = target.lastIndexOf("@");
  return at > 0 ? `${target.slice(0, 1)}…${target.slice(at)}` : "…";
}

/** The workflow settings with every address of a hook masked. */
function maskHooks(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value) =>
    key.endsWith("Url") && typeof value === "string" ? maskTarget(value) : value,
  );
}

import type { Band, BandSet, ReasonRef } from "../core/scoring/types.ts";
import type { TimeContext } from "./format.ts";
import { wordCause } from "./word-cause.ts";
import { type WordableReason, wordReasons } from "./word-reason.ts";

/** Bodies of webhooks: snake_case as in the API, reasons in the words of the screen, a link to the lead. */

export interface ToldFactor extends WordableReason {
  readonly signal: string;
  readonly points: number;
}

/** A lead as it stands while it is told of. */
export interface ToldLead {
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly jobTitle: string | null;
  readonly status: string;
  readonly owner: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly effectiveScore: number;
  readonly effectiveBand: string | null;
  readonly isOverridden: boolean;
  readonly scoreTotal: number | null;
  readonly scoreBand: string | null;
  readonly probability: number | null;
  readonly fitScore: number | null;
  readonly intentScore: number | null;
  readonly scoreVersion: string | null;
  readonly scoreUpdatedOn: Date | null;
  readonly topReasons: { readonly reasons?: readonly ToldFactor[]; readonly risks?: readonly ToldFactor[] };
}

export interface BodyContext extends TimeContext {
  readonly bandSet: BandSet;
  /** Where people reach this installation. */
  readonly origin: string;
}

export interface Stood {
  readonly score: number;
  readonly bandId: string;
}

/** What every message is: its type, when it happened, and what. */
export interface WebhookBody {
  readonly type: string;
  readonly timestamp: string;
  readonly data: object;
}

const message = (type: string, { now }: TimeContext, data: object): WebhookBody => ({
  type,
  timestamp: new Date(now).toISOString(),
  data,
});

export function bandChangedBody(
  lead: ToldLead,
  previous: Stood | null,
  cause: ReasonRef | null,
  context: BodyContext,
): WebhookBody {
  return message("lead.band_changed", context, {
    lead: leadPart(lead, context),
    score: scorePart(lead, context),
    previous: previous && { score: previous.score, band: bandRef(previous.bandId, context) },
    cause: causePart(cause),
  });
}

export function hotBody(lead: ToldLead, context: BodyContext): WebhookBody {
  return message("lead.hot", context, { lead: leadPart(lead, context), score: scorePart(lead, context) });
}

export interface ToldOverride {
  readonly id: string;
  readonly kind: "score" | "band";
  readonly score: number | null;
  readonly band: string | null;
  readonly category: string;
  readonly reason: string;
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  readonly startedAt: number | null;
  readonly expiresAt: number | null;
}

/** How an override ended, as a receiver reads it. */
export type ToldEnding = "expired" | "lead_closed" | "reverted" | "replaced";

export function overrideBody(
  lead: ToldLead,
  override: ToldOverride,
  ending: { readonly how: ToldEnding; readonly by: string | null; readonly at: number } | null,
  context: BodyContext,
): WebhookBody {
  return message(ending ? "override.ended" : "override.set", context, {
    lead: leadPart(lead, context),
    score: scorePart(lead, context),
    override: {
      id: override.id,
      kind: override.kind,
      score: override.score,
      band: override.band === null ? null : bandRef(override.band, context),
      category: override.category,
      reason: override.reason,
      set_by: override.decidedBy,
      requested_by: override.requestedBy,
      started_at: iso(override.startedAt),
      expires_at: iso(override.expiresAt),
      ...(ending ? { ended: ending.how, ended_by: ending.by, ended_at: iso(ending.at) } : {}),
    },
  });
}

export interface MovedLead {
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly previous: Stood | null;
  readonly now: Stood;
}

/** Many leads that one deed moved: who, from where to where, and nothing else. */
export function bulkBody(
  leads: readonly MovedLead[],
  cause: ReasonRef | null,
  context: BodyContext,
): WebhookBody {
  return message("leads.band_changed", context, {
    cause: causePart(cause),
    leads: leads.map(({ id, externalId, email, previous, now }) => ({
      ...{ id, external_id: externalId, email, score: now.score, band: bandRef(now.bandId, context) },
      previous: previous && { score: previous.score, band: bandRef(previous.bandId, context) },
    })),
  });
}

export function testBody(
  { workspace, by }: { readonly workspace: string; readonly by: string },
  context: TimeContext,
): WebhookBody {
  return message("webhook.test", context, {
    message: `A test of Firstcall's webhooks for ${workspace}, sent by ${by}.`,
  });
}

const leadPart = (lead: ToldLead, { origin }: BodyContext) => ({
  id: lead.id,
  external_id: lead.externalId,
  email: lead.email,
  first_name: lead.firstName,
  last_name: lead.lastName,
  company: lead.company,
  job_title: lead.jobTitle,
  status: lead.status,
  owner: lead.owner && { id: lead.owner.id, name: lead.owner.name, email: lead.owner.email },
  url: `${origin}/leads/${lead.id}`,
});

/** What counts, and beside it what the machine says and why: factors never explain what a person set. */
function scorePart(lead: ToldLead, context: BodyContext) {
  const band = bandOf(lead.effectiveBand, context);
  return {
    score: lead.effectiveScore,
    band: bandRef(lead.effectiveBand, context),
    action: band?.action ?? null,
    respond_within_minutes: band?.respondWithinMinutes ?? null,
    overridden: lead.isOverridden,
    machine: {
      score: lead.scoreTotal,
      band: bandRef(lead.scoreBand, context),
      probability: lead.probability,
      fit_score: lead.fitScore,
      intent_score: lead.intentScore,
      reasons: factorParts(lead.topReasons.reasons ?? [], context),
      risks: factorParts(lead.topReasons.risks ?? [], context),
      scorer_version: lead.scoreVersion,
      scored_at: lead.scoreUpdatedOn?.toISOString() ?? null,
    },
  };
}

function factorParts(factors: readonly ToldFactor[], context: TimeContext) {
  const worded = wordReasons(factors, context);
  return factors.map(({ signal, points }, at) => ({
    signal,
    text: worded[at]?.title ?? signal,
    detail: worded[at]?.evidence ?? null,
    points: Math.round(points * 10_000) / 10_000,
  }));
}

/** null: an override began or ended. */
const causePart = (cause: ReasonRef | null) =>
  cause === null ? { key: "override", text: "Override" } : { key: cause.key, text: wordCause(cause) };

const bandOf = (id: string | null, { bandSet }: BodyContext): Band | undefined =>
  bandSet.bands.find((band) => band.id === id);

const bandRef = (id: string | null, context: BodyContext) =>
  id === null ? null : { id, name: bandOf(id, context)?.name ?? id };

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

import type { Band } from "../core/scoring/types.ts";
import type { TimeContext } from "./format.ts";
import { wordTop } from "./leads-row.ts";
import type { ToldLead } from "./webhook-body.ts";
import { reasonLine } from "./word-reason.ts";

/** A lead as a CRM is told of it. */

export interface CrmLeadContext extends TimeContext {
  readonly band: Band | undefined;
  readonly origin: string;
}

export type CrmFieldValue = string | number | boolean | null;

/** What lies in a CRM for weeks must not say "yesterday": everything is worded as of so much later. */
const LATER_MS = 21 * 86_400_000;

/** Every field of ours with its value. */
export function crmValues(
  lead: ToldLead,
  { band, origin, ...time }: CrmLeadContext,
): Record<string, CrmFieldValue> {
  const { reasons, risks } = wordTop(lead.topReasons, { ...time, now: time.now + LATER_MS });
  const lines = reasons.map(reasonLine);
  const [first = null, second = null, third = null] = lines;
  return {
    score: lead.effectiveScore,
    band: band?.name ?? lead.effectiveBand,
    action: band?.action ?? null,
    probability: lead.probability === null ? null : Math.round(lead.probability * 10_000) / 10_000,
    fit: lead.fitScore,
    intent: lead.intentScore,
    reasons: lines.join("\n") || null,
    reason_1: first,
    reason_2: second,
    reason_3: third,
    risk_1: risks[0] ? reasonLine(risks[0]) : null,
    overridden: lead.isOverridden,
    version: lead.scoreVersion,
    scored_at: lead.scoreUpdatedOn?.toISOString() ?? null,
    link: `${origin}/leads/${lead.id}`,
  };
}

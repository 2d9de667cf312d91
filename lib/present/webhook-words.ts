import type { BandSet } from "../core/scoring/types.ts";
import { deliveryState } from "./delivery-words.ts";
import { formatDayTime, type TimeContext } from "./format.ts";
import { leadName, type NamedLead } from "./leads-row.ts";
import {
  type BodyContext,
  bandChangedBody,
  bulkBody,
  hotBody,
  overrideBody,
  type ToldLead,
  type WebhookBody,
} from "./webhook-body.ts";

/** Webhooks in words: how one is, what became of a message, and what messages look like. */

export interface WordableWebhook {
  readonly disabledAt: Date | null;
  readonly disabledWhy: string | null;
  readonly failingSince: Date | null;
  readonly failures: number;
  readonly pausedUntil: Date | null;
}

/** "On", "Failing since 14:20; next try at 14:50", "Off since 21 Nov, 14:20: nothing arrived for five days" */
export function webhookState(
  hook: WordableWebhook,
  context: TimeContext,
): { readonly text: string; readonly tone: "good" | "failing" | "off" } {
  const at = (date: Date) => formatDayTime(date.getTime(), context);
  if (hook.disabledAt) {
    const why =
      hook.disabledWhy === "failing"
        ? ": nothing had arrived for five days"
        : hook.disabledWhy === "gone"
          ? ": its receiver answered that it is gone for good (410)"
          : "";
    return { text: `Off since ${at(hook.disabledAt)}${why}`, tone: "off" };
  }
  if (hook.failingSince === null) return { text: "On", tone: "good" };
  const rests = hook.pausedUntil !== null && hook.pausedUntil.getTime() > context.now;
  const next = rests ? `; tried again after ${at(hook.pausedUntil as Date)}` : "";
  return { text: `Failing since ${at(hook.failingSince)}${next}`, tone: "failing" };
}

const WHAT: Readonly<Record<string, string>> = {
  "lead.band_changed": "Band changed",
  "lead.hot": "Hot lead",
  "override.set": "Override set",
  "override.ended": "Override ended",
  "leads.band_changed": "Bands changed in bulk",
  "webhook.test": "Test",
};

/** "Band changed: Ingrid Solheim", "Bands changed in bulk: 120 leads", "Test" */
export function messageWhat(
  message: NamedLead & {
    readonly topic: string;
    readonly leadId: string | null;
    readonly leads: number | null;
  },
): string {
  const what = WHAT[message.topic] ?? message.topic;
  if (message.leads !== null) return `${what}: ${message.leads} ${message.leads === 1 ? "lead" : "leads"}`;
  return message.leadId === null ? what : `${what}: ${leadName(message).name}`;
}

/** "Sent", "Waiting", "Tried twice: answered 503. Next try at 14:20", "Given up after 9 tries: answered 503" */
export function messageState(
  message: {
    readonly status: "waiting" | "sent" | "failed";
    readonly attempts: number;
    readonly lastError: string | null;
    readonly nextAt: Date | null;
  },
  context: TimeContext,
): string {
  const state = deliveryState(message);
  if (message.status !== "waiting" || message.nextAt === null) return state;
  return `${state}. Next try ${formatDayTime(message.nextAt.getTime(), context)}`;
}

const EXAMPLE_LEAD: ToldLead = {
  id: "01a1f8e0-5a30-7c44-9d2e-3f6b0c8a7715",
  externalId: "crm-20417",
  email: "elena.marchetti@corvane.example",
  firstName: "Elena",
  lastName: "Marchetti",
  company: "Corvane Logistics",
  jobTitle: "VP Operations",
  status: "new",
  owner: { id: "01a1f8e0-0000-7c44-9d2e-000000000001", name: "Maya Lindqvist", email: "maya@halden.example" },
  effectiveScore: 78,
  effectiveBand: "hot",
  isOverridden: false,
  scoreTotal: 78,
  scoreBand: "hot",
  probability: 0.7812,
  fitScore: 88,
  intentScore: 91,
  scoreVersion: "Model v3",
  scoreUpdatedOn: null,
  topReasons: {},
};

/** One message of every type, made as the real ones are, of a lead that does not exist. */
export function exampleBodies(bandSet: BandSet, origin: string, now: number): readonly WebhookBody[] {
  const [best, second] = bandSet.bands;
  if (!best || !second) return [];
  const context: BodyContext = { now, timeZone: "Etc/UTC", bandSet, origin };
  const pricing = {
    signal: "pricing_views_7d",
    points: 12.4,
    reason: { key: "pricing_views_7d", args: { value: 3 } },
    evidence: { recentAt: [now - 3_600_000, now - 90_000_000, now - 180_000_000], occurrences: 3 },
  };
  const lead: ToldLead = {
    ...EXAMPLE_LEAD,
    ...{ effectiveBand: best.id, scoreBand: best.id, scoreUpdatedOn: new Date(now) },
    topReasons: { reasons: [pricing], risks: [] },
  };
  const cooler = { score: Math.max(second.from, 61), bandId: second.id };
  const { bandId, score } = cooler;
  const lower = {
    ...lead,
    effectiveScore: score,
    effectiveBand: bandId,
    scoreTotal: score,
    scoreBand: bandId,
  };
  const override = {
    id: "01a1f8e0-2222-7c44-9d2e-000000000002",
    kind: "band" as const,
    score: null,
    band: best.id,
    category: "offline_knowledge",
    reason: "Met them at the fair: budget is approved for January",
    requestedBy: "Maya Lindqvist",
    decidedBy: "Ruth Adeyemi",
    startedAt: now,
    expiresAt: now + 14 * 86_400_000,
  };
  const overridden = {
    ...lower,
    ...{ effectiveScore: best.from, effectiveBand: best.id, isOverridden: true },
  };
  const activity = { key: "activity", args: { type: "page_view", count: 3 } };
  const published = { key: "model_published", args: { version: "Model v3" } };
  const id = lead.id;
  return [
    bandChangedBody(lead, cooler, activity, context),
    hotBody(lead, context),
    overrideBody(overridden, override, null, context),
    overrideBody(lower, override, { how: "expired", by: null, at: now }, context),
    bulkBody(
      [
        {
          ...{ id, externalId: lead.externalId, email: lead.email, previous: cooler },
          now: { score: 78, bandId: best.id },
        },
      ],
      published,
      context,
    ),
  ];
}

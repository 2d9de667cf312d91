import {
  type AttributeValue,
  DAY_MS,
  type HistoryEvent,
  type LeadHistory,
  type MarketSettings,
} from "@/lib/core/signals/types";
import { capital } from "@/lib/present/format";
import type { PersonaId } from "./types-personas";

/** [days ago, type, properties]: what a made-up lead did, measured like anybody's history. */
type Deed = readonly [daysAgo: number, type: string, properties?: Readonly<Record<string, unknown>>];

interface Persona {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly createdDaysAgo: number;
  readonly deeds: readonly Deed[];
}

const page = (kind: string, path = `/${kind}`) => ({ page: kind, path });

const PERSONA_HISTORIES: Readonly<Record<PersonaId, Persona>> = {
  student: {
    attributes: { job_title: "Student", email: "lin@students.fjord.edu", source: "organic search" },
    createdDaysAgo: 20,
    deeds: [
      [19.4, "visit"],
      [19.4, "page_view", page("docs", "/docs/start")],
      [12.3, "visit"],
      [12.3, "page_view", page("docs", "/docs/api")],
      [12.2, "content_downloaded", { asset: "Guide to lead scoring" }],
      [5.6, "visit"],
      [5.6, "page_view", page("docs", "/docs/models")],
      [5.5, "page_view", page("docs", "/docs/bands")],
      [5.5, "page_left", { seconds: 780, scroll_pct: 95 }],
      [2.3, "visit"],
      [2.3, "page_view", page("careers")],
    ],
  },
  director: {
    attributes: {
      job_title: "Director of operations",
      email: "a.berg@fjordline-parts.example",
      employees: 650,
      source: "referral",
    },
    createdDaysAgo: 24,
    deeds: [
      [23.6, "visit"],
      [23.6, "page_view", page("product", "/product/scoring")],
      [9.3, "visit"],
      [9.3, "page_view", page("pricing")],
      [9.3, "page_left", { seconds: 140, scroll_pct: 80 }],
      [6.2, "email_delivered"],
      [6.1, "email_opened"],
      [6.1, "email_clicked"],
      [2.4, "visit"],
      [2.4, "page_view", page("pricing")],
      [2.4, "page_left", { seconds: 95, scroll_pct: 70 }],
    ],
  },
  trial: {
    attributes: {
      job_title: "Sales operations manager",
      email: "n.okoye@brightfreight.example",
      employees: 180,
      source: "paid search",
    },
    createdDaysAgo: 9,
    deeds: [
      [8.4, "visit"],
      [8.4, "page_view", page("product", "/product/trial")],
      [5.2, "trial_started"],
      [5.1, "trial_active", { feature: "import" }],
      [4.3, "trial_active", { feature: "queue" }],
      [4.2, "page_view", page("docs", "/docs/start")],
      [2.2, "trial_active", { feature: "rules" }],
      [2.1, "email_delivered"],
      [2.0, "email_opened"],
      [1.2, "trial_active", { feature: "queue" }],
      [1.1, "visit"],
    ],
  },
  faded: {
    attributes: {
      job_title: "VP Sales",
      email: "m.lindgren@stalverk.example",
      employees: 1_400,
      source: "event",
    },
    createdDaysAgo: 84,
    deeds: [
      [83.4, "visit"],
      [83.4, "page_view", page("pricing")],
      [71.2, "demo_requested"],
      [66.3, "call_logged", { outcome: "connected", minutes: 12 }],
      [64.1, "content_downloaded", { asset: "Buyer's guide" }],
      [52.2, "email_delivered"],
      [51.7, "email_opened"],
      [44.1, "visit"],
      [30.2, "email_delivered"],
      [16.2, "email_delivered"],
    ],
  },
};

/** The history of a made-up lead as of a moment; in the first industry and country that the market names. */
export function personaHistory(id: PersonaId, market: MarketSettings, moment: number): LeadHistory {
  const { attributes, createdDaysAgo, deeds } = PERSONA_HISTORIES[id];
  const fits = id !== "student";
  return madeUp(
    {
      ...attributes,
      ...(fits ? { industry: capital(market.industries.target[0] ?? "logistics") } : {}),
      ...(market.territories[0] === undefined ? {} : { country: capital(market.territories[0]) }),
    },
    createdDaysAgo,
    deeds,
    moment,
  );
}

/** Somebody of whom nothing is known but that they just came. */
export const blankHistory = (moment: number): LeadHistory => madeUp({}, 0, [], moment);

function madeUp(
  changes: Readonly<Record<string, AttributeValue>>,
  createdDaysAgo: number,
  deeds: readonly Deed[],
  moment: number,
): LeadHistory {
  const createdAt = moment - 1 - createdDaysAgo * DAY_MS;
  const events = deeds.map(
    ([daysAgo, type, properties = {}]): HistoryEvent => ({
      type,
      occurredAt: Math.round(moment - daysAgo * DAY_MS),
      properties,
    }),
  );
  const known: HistoryEvent = {
    type: "attributes_set",
    occurredAt: createdAt,
    properties: { changes, always_known: true },
  };
  return { createdAt, visitors: [], events: [known, ...events] };
}

/** How a lead came; what its people tend to want; campaigns it runs. */
export interface Channel {
  readonly name: string;
  readonly weight: number;
  /** Mean of the hidden intent. */
  readonly intent: number;
  readonly fit: number;
  /** How much likelier its leads are to buy at the same fit and intent: a colleague's word helps, a free guide does not. */
  readonly closes: number;
  readonly campaigns: readonly string[];
  readonly landing: readonly string[];
}

export const CHANNELS: readonly Channel[] = [
  {
    name: "Organic search",
    weight: 26,
    intent: 0.15,
    fit: 0,
    closes: 0.2,
    campaigns: [],
    landing: ["/", "/product/scheduling", "/blog/shift-planning-guide"],
  },
  {
    name: "Paid search",
    weight: 16,
    intent: 0.05,
    fit: -0.05,
    closes: -0.7,
    campaigns: ["search-warehouse-nordics", "search-shift-planning-de"],
    landing: ["/product/scheduling", "/pricing"],
  },
  {
    name: "LinkedIn",
    weight: 14,
    intent: -0.45,
    fit: 0.25,
    closes: -0.5,
    campaigns: ["ops-leaders-q2", "ops-leaders-q4"],
    landing: ["/guides/floor-planning", "/product/floor-view"],
  },
  {
    name: "Webinar",
    weight: 12,
    intent: 0.05,
    fit: 0.2,
    closes: 0.3,
    campaigns: ["webinar-cold-chain", "webinar-peak-season"],
    landing: ["/webinars/peak-season", "/webinars/cold-chain"],
  },
  {
    name: "Partner",
    weight: 7,
    intent: 0.7,
    fit: 0.4,
    closes: 1.1,
    campaigns: ["partner-day"],
    landing: ["/partners", "/product/integrations"],
  },
  {
    name: "Referral",
    weight: 7,
    intent: 1,
    fit: 0.3,
    closes: 1.4,
    campaigns: [],
    landing: ["/", "/customers"],
  },
  {
    name: "Event",
    weight: 10,
    intent: -0.6,
    fit: 0.1,
    closes: -0.3,
    campaigns: ["logimat", "transport-logistic"],
    landing: ["/events/logimat"],
  },
  {
    name: "Content download",
    weight: 8,
    intent: -0.5,
    fit: -0.15,
    closes: -0.9,
    campaigns: ["guide-floor-planning"],
    landing: ["/guides/floor-planning"],
  },
];

export const PAGES = {
  product: ["/product/scheduling", "/product/floor-view", "/product/integrations", "/product/forecasting"],
  docs: ["/docs/getting-started", "/docs/api", "/docs/erp-connectors", "/docs/imports"],
  blog: ["/blog/shift-planning-guide", "/blog/peak-season", "/blog/overtime-rules"],
  other: ["/", "/customers", "/about", "/security"],
} as const;

export const GUIDES = [
  "Floor planning guide",
  "Buyer's guide to shift scheduling",
  "Cold chain checklist",
  "ROI worksheet",
] as const;
export const WEBINARS = ["Planning the peak season", "Cold chain without overtime"] as const;
export const EMAIL_CAMPAIGNS = ["nurture-1", "nurture-2", "product-news", "case-study"] as const;

export const DEMO_MESSAGES = [
  "Rollout for 3 warehouses in Q1",
  "We plan 120 people in spreadsheets today",
  "Replacing our current tool before the peak season",
  "Need to see the ERP connector",
  "Two sites, want to start with one",
  "Can you show the floor view with our shifts?",
  "Our night shift is planned on a whiteboard",
  "Budget is approved, deciding in December",
  "Does it handle temporary staff from two agencies?",
  "We run SAP and need orders to drive the plan",
  "Overtime is eating our margin, want to see forecasting",
  "Looking at you and one other tool",
  "Bitte auf Deutsch, wenn möglich",
  "How long does a roll-out over 8 sites take?",
] as const;

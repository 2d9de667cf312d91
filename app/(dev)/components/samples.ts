import type { ScoreHistoryData, WaterfallData } from "@/components/charts/types";

/** Invented figures for the gallery, after no real lead. */
const DAY = 86_400_000;
const today = Date.UTC(2026, 10, 17);
const ago = (days: number) => today - days * DAY;

export const bands = [
  { name: "Hot", tone: "hot", from: 47, rank: 4, count: 4 },
  { name: "Warm", tone: "warm", from: 27, rank: 3, count: 4 },
  { name: "Nurture", tone: "nurture", from: 12, rank: 2, count: 4 },
  { name: "Suppress", tone: "suppress", from: 0, rank: 1, count: 4 },
] as const;

const row = (key: string, label: string, evidence: string, value: number) => ({
  key,
  label,
  evidence,
  value,
  valueText: value < 0 ? `−${Math.abs(value).toFixed(1)}` : `+${value.toFixed(1)}`,
});

export const waterfall: WaterfallData = {
  start: { label: "Starting point", value: 25.2, valueText: "25.2" },
  groups: [
    {
      key: "fit",
      label: "Fit",
      subtotal: 11.1,
      subtotalText: "+11.1",
      rows: [
        row("dm", "Decision maker", "Chief Operating Officer", 6.1),
        row("industry", "Industry fits the target list", "Industrial parts", 3.8),
        row("size", "Company of 200–499 people", "310 at last enrichment", 1.2),
      ],
    },
    {
      key: "intent",
      label: "Intent",
      subtotal: 13.1,
      subtotalText: "+13.1",
      rows: [
        row("pricing", "Viewed pricing 2 times in 7 days", "11 and 12 Nov", 7.3),
        row("dmxp", "Decision maker viewed pricing", "Beyond the two alone", 3.9),
        row("docs", "Read 6 docs pages in 30 days", "22 Oct", 1.9),
      ],
    },
    {
      key: "engagement",
      label: "Engagement",
      subtotal: 4.9,
      subtotalText: "+4.9",
      rows: [
        row("return", "3 return visits in 7 days", "10, 11 and 12 Nov", 2.8),
        row("call", "Connected on 1 call", "12 Nov, 6 min with Tomás", 2.1),
      ],
    },
    {
      key: "negative",
      label: "Negative",
      subtotal: -13.1,
      subtotalText: "−13.1",
      rows: [
        row("quiet", "Last active 5 days ago", "More each quiet day", -6.2),
        row("territory", "Outside the sales territory", "Norway, routed to partners", -4.2),
        row("careers", "Visited the careers page once", "10 Nov", -2.7),
      ],
    },
  ],
  adjustments: [{ key: "rounding", label: "Rounding", value: -0.2, valueText: "−0.2" }],
  result: { label: "Score", value: 41, valueText: "41", tone: "warm" },
  bands,
  summary:
    "From a starting point of 25.2, fit adds 11.1, intent 13.1, engagement 4.9; negatives take 13.1. Score 41, Warm.",
};

export const history: ScoreHistoryData = {
  points: [
    { at: ago(60), score: 14 },
    { at: ago(51), score: 17 },
    { at: ago(39), score: 24 },
    { at: ago(33), score: 22 },
    { at: ago(26), score: 30 },
    { at: ago(19), score: 33 },
    { at: ago(13), score: 33 },
    { at: ago(12), score: 38, drifted: true },
    { at: ago(7), score: 46 },
    { at: ago(6), score: 49 },
    { at: ago(4), score: 49 },
    { at: ago(2), score: 44, drifted: true },
    { at: ago(0), score: 41, drifted: true },
  ],
  overrides: [{ at: ago(1), until: today, score: 75 }],
  causes: [
    { at: ago(39), dateText: "9 Oct", text: "Downloaded a buyer’s guide", from: 17, to: 24 },
    { at: ago(26), dateText: "22 Oct", text: "Returned 3 times", from: 22, to: 30 },
    { at: ago(12), dateText: "5 Nov", text: "Model v7 published", from: 33, to: 38 },
    { at: ago(6), dateText: "12 Nov", text: "Pricing twice, one call", from: 38, to: 49 },
    { at: ago(2), dateText: "16 Nov", text: "Five quiet days", from: 49, to: 44 },
    { at: ago(1), dateText: "17 Nov", text: "Set by Ruth Adeyemi", from: 41, to: 75, override: true },
  ],
  bands,
  from: ago(60),
  to: today,
  ticks: [
    { at: ago(60), text: "18 Sep" },
    { at: ago(45), text: "3 Oct" },
    { at: ago(30), text: "18 Oct" },
    { at: ago(15), text: "2 Nov" },
    { at: today, text: "Today" },
  ],
  machineLabel: "41 machine",
  overrideLabel: "75 set",
  summary:
    "The score rose from 14 on 18 September to 49 on 12 November and stands at 41; a manager set 75 on 17 November.",
};

export interface SampleLead {
  id: string;
  score: number;
  machine?: number;
  change: number;
  band: 0 | 1 | 2 | 3;
  name: string;
  detail: string;
  reasons: readonly string[];
  third?: string;
  risk?: string;
  step: string;
  left?: string;
  late?: boolean;
  owner: string | null;
  age: string;
}

export const leads: readonly SampleLead[] = [
  {
    id: "1",
    score: 78,
    change: 34,
    band: 0,
    name: "Elena Marchetti",
    detail: "VP Operations, Corvane Logistics",
    reasons: ["Requested a demo today", "Viewed pricing 3 times in 7 days"],
    third: "Decision maker, 500–999 people",
    risk: "Opened 0 of 4 emails",
    step: "Call by 09:58",
    left: "1 h 16 left",
    owner: "Maya Lindqvist",
    age: "2 s",
  },
  {
    id: "2",
    score: 75,
    machine: 41,
    change: 0,
    band: 0,
    name: "Ingrid Solheim",
    detail: "Chief Operating Officer, Fjordline Parts",
    reasons: ["Set to 75 by Ruth Adeyemi: board introduction, budget confirmed"],
    third: "Machine score 41 Warm, expires 1 Dec",
    step: "Call by 10:16",
    left: "1 h 34 left",
    owner: "Tomás Ferreira",
    age: "26 min",
  },
  {
    id: "3",
    score: 71,
    change: 9,
    band: 0,
    name: "Samuel Oyelaran",
    detail: "Head of Supply Chain, Brightwater Foods",
    reasons: ["Started a trial on Monday", "Trial active 5 of 14 days"],
    third: "Viewed pricing 2 times in 7 days",
    step: "Call now",
    left: "22 min overdue",
    late: true,
    owner: "Maya Lindqvist",
    age: "4 min",
  },
  {
    id: "4",
    score: 52,
    change: 52,
    band: 0,
    name: "Aisha Rahman",
    detail: "Director of Logistics, Quayside Medical",
    reasons: ["Requested a demo today", "Medical supply fits the target industry"],
    third: "11 pages in 2 visits",
    risk: "First seen today",
    step: "Call by 10:40",
    left: "1 h 58 left",
    owner: null,
    age: "1 min",
  },
  {
    id: "5",
    score: 45,
    change: -3,
    band: 1,
    name: "Joana Pires",
    detail: "Logistics Manager, Atlântico Têxtil",
    reasons: ["Viewed pricing once in 7 days", "Downloaded 2 guides in 90 days"],
    third: "4 return visits in 30 days",
    risk: "Last active 5 days ago",
    step: "Today 14:30",
    owner: "Maya Lindqvist",
    age: "9 min",
  },
  {
    id: "6",
    score: 19,
    change: 0,
    band: 2,
    name: "Lukas Brandt",
    detail: "Consultant, Brandt Prozessberatung",
    reasons: ["Read 5 docs pages in 30 days", "Attended 1 webinar in 90 days"],
    risk: "Company of 1–9 people",
    step: "Next weekly touch",
    owner: "Priya Nair",
    age: "3 h",
  },
  {
    id: "7",
    score: 4,
    change: 0,
    band: 3,
    name: "Owen Prichard",
    detail: "Student, No company given",
    reasons: ["Visited 3 pages in 30 days"],
    risk: "Free mail domain · careers page",
    step: "No action",
    owner: null,
    age: "5 h",
  },
];

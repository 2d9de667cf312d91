import type { ErasurePreview } from "@/lib/modules/workspace-data/types";
import { formatCount, formatNumber, listOf } from "@/lib/present/format";

const ONE: Readonly<Record<string, string>> = {
  events: "event",
  visitors: "visitor",
  scores: "score",
  factors: "factor",
  outcomes: "outcome",
  overrides: "override",
  activities: "activity",
  alerts: "alert",
  messages: "message",
};

/** "With the lead go 41 events, 12 scores and 1 override." */
export function wentText({ leads, counts }: ErasurePreview): string {
  const subject = leads.length === 1 ? "With the lead" : `With the ${formatCount(leads.length, "lead")}`;
  return counts.length === 0
    ? `${subject} goes every mention of ${leads.length === 1 ? "it" : "them"}.`
    : `${subject} go ${listOf(counts.map(({ label, count }) => `${formatNumber(count)} ${count === 1 ? (ONE[label] ?? label) : label}`))}.`;
}

import type { RuleReading } from "@/lib/core/rules/suggest-points";
import type { Dimension } from "@/lib/core/signals/types";
import type { Run } from "@/lib/modules/training/types";
import { requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { formatCount, formatDay, formatTime, type TimeContext } from "@/lib/present/format";
import { momentSentence, outcomeSentence } from "@/lib/present/outcome-words";
import {
  correlationText,
  evidenceSentence,
  levelsText,
  rulePoints,
  standingWhy,
} from "@/lib/present/suggestion-words";
import { activeScorer } from "./data";
import { readingsOf, suggestionBasis } from "./suggest";
import type { SuggestionGroup, SuggestionRow, SuggestionsData } from "./types-suggest";

const GROUPS: readonly { dimension: Dimension; name: string; what: string }[] = [
  { dimension: "fit", name: "Fit", what: "who the lead is" },
  { dimension: "intent", name: "Intent", what: "what it wants" },
  { dimension: "engagement", name: "Engagement", what: "how it takes part" },
  { dimension: "negative", name: "Negative", what: "what takes points away" },
];

/** What history suggests for the rules; null until a training run has finished. */
export async function loadSuggestions(): Promise<SuggestionsData | null> {
  const { tenantId, timeZone, role } = await requireMember("models.read");
  const found = await withTenant(tenantId, async (tx) => {
    const basis = await suggestionBasis(tx, tenantId);
    const active = await activeScorer(tx);
    return basis && { basis, active, leads: await tx.lead.count() };
  });
  if (!found) return null;
  const { basis, active, leads } = found;
  const { readings, rows } = await readingsOf(tenantId, basis);
  const { outcome } = basis.run.settings;
  const suggested = readings.filter((reading) => reading.suggested !== null);
  return {
    rulesId: basis.rules.id,
    rulesVersion: basis.rules.version,
    runId: basis.run.id,
    basis: basisSentence(basis.run, rows, { now: now().getTime(), timeZone }),
    groups: GROUPS.flatMap(({ dimension, name, what }): SuggestionGroup[] => {
      const mine = suggested
        .filter(({ rule }) => rule.dimension === dimension)
        .sort((a, b) => distance(b) - distance(a));
      const cap = basis.ruleSet.caps[dimension];
      const remark = cap === null ? what : `${what}, at most ${formatCount(cap, "point")} together`;
      return mine.length === 0
        ? []
        : [{ name, remark, rows: mine.map((reading) => suggestionRow(reading, outcome)) }];
    }),
    standing: readings
      .filter((reading) => reading.suggested === null)
      .map((reading) => ({
        key: reading.rule.key,
        label: reading.rule.label,
        points: rulePoints(reading.rule),
        why: standingWhy(reading),
      })),
    modelInUse: active.kind === "model" ? active.version : null,
    leads,
    mayPublish: can(role, "models.publish"),
  };
}

const distance = ({ reachNow, reachSuggested }: RuleReading) => Math.abs(reachSuggested - reachNow);

function suggestionRow(reading: RuleReading, outcome: Run["settings"]["outcome"]): SuggestionRow {
  const { rule, suggested, verdict, reachSuggested } = reading;
  const isNew = verdict === "new";
  return {
    key: rule.key,
    label: rule.label,
    points: reachSuggested,
    before: isNew ? null : rulePoints(rule),
    after: rulePoints(suggested ?? rule),
    levels: suggested?.enabled ? levelsText(suggested) : null,
    evidence: evidenceSentence(reading, outcome),
    correlation: correlationText(reading),
  };
}

function basisSentence({ settings, finishedAt, createdAt }: Run, rows: number, time: TimeContext): string {
  const at = (finishedAt ?? createdAt).getTime();
  return `Read from ${formatCount(rows, "lead")} of the run of ${formatDay(at, time)}, ${formatTime(at, time.timeZone)}, without those it was tested on: ${outcomeSentence(settings.outcome)}, scored ${momentSentence(settings.moment)}.`;
}

"use client";
import { useMemo, useState } from "react";
import { DIMENSIONS } from "@/lib/core/rules/diff";
import { factorMoves } from "@/lib/core/rules/preview";
import { scoreRules } from "@/lib/core/rules/score-rules";
import type { Rule, RuleSet } from "@/lib/core/rules/types";
import type { Factor, ScoreResult } from "@/lib/core/scoring/types";
import type { Dimension, MarketSettings } from "@/lib/core/signals/types";
import { formatShort, type TimeContext } from "@/lib/present/format";
import { bandLook } from "@/lib/present/leads-row";
import { DIMENSION_NAMES, moveText } from "@/lib/present/rule-words";
import { wordReason } from "@/lib/present/word-reason";
import { BandBadge } from "../../ui/band";
import { Combobox } from "../../ui/combobox";
import { ScoreRuler } from "../../ui/score-ruler";
import { useLeadsCalled, useOneLead } from "./use-one-lead";
import type { PreviewInHand } from "./use-preview";
import type { SampleInHand } from "./use-sample";

interface LeadPreviewProps {
  sample: SampleInHand;
  preview: PreviewInHand;
  inUse: RuleSet;
  draft: RuleSet;
  /** The draft's market lists where they are others; null where they are those in use. */
  market: MarketSettings | null;
  context: TimeContext;
}

/** So many leads are offered before anything is typed; a name or company finds any of them. */
const MOST_SHOWN = 50;
const MOST_MOVES = 4;

/** What the draft does to one lead: score, band, dimensions, and which rules moved it. */
export function LeadPreview({ sample, preview, inUse, draft, market, context }: LeadPreviewProps) {
  const [chosen, setChosen] = useState<{ id: string; label: string } | null>(null);
  const [query, setQuery] = useState("");
  const drawn = useMemo(
    () =>
      preview.ranking.map((at) => ({
        value: sample.ids[at]!,
        label: sample.companies[at] ? `${sample.names[at]}, ${sample.companies[at]}` : sample.names[at]!,
      })),
    [preview.ranking, sample],
  );
  // Only where not every lead was drawn is there another to be found.
  const others = useLeadsCalled(query, sample.ids.length < sample.of);
  const options = useMemo(() => {
    const ids = new Set(sample.ids);
    const more = [...others, ...(chosen ? [chosen] : [])].filter(({ id }) => !ids.has(id));
    const once = new Map(more.map(({ id, label }) => [id, { value: id, label, group: "Not drawn" }]));
    return [...drawn, ...once.values()];
  }, [drawn, others, chosen, sample.ids]);
  const position = chosen === null ? preview.ranking[0]! : sample.ids.indexOf(chosen.id);
  const one = useOneLead(position < 0 ? (chosen?.id ?? null) : null, market, sample.before[0]!.moment);
  const alone = useMemo(
    () => one && { before: scoreRules(inUse, one.before), after: scoreRules(draft, one.after) },
    [one, inUse, draft],
  );
  const before = position < 0 ? alone?.before : preview.before[position];
  const after = position < 0 ? alone?.after : preview.after[position];
  return (
    <div>
      <Combobox
        aria-label="Lead to preview on"
        options={options}
        mostShown={MOST_SHOWN}
        value={chosen?.id ?? sample.ids[position]!}
        onValueChange={(id) =>
          setChosen({ id, label: options.find(({ value }) => value === id)?.label ?? "" })
        }
        onSearch={setQuery}
        searchPlaceholder="Search a lead or company"
        emptyText="No lead is called that"
        size="sm"
        className="mt-2"
      />
      {before && after ? (
        <OnLead {...{ before, after, inUse, draft, context }} />
      ) : (
        <p role="status" className="mt-4 text-13 text-ink-2">
          Measuring this lead
        </p>
      )}
    </div>
  );
}

function OnLead({
  before,
  after,
  inUse,
  draft,
  context,
}: Pick<LeadPreviewProps, "inUse" | "draft" | "context"> & { before: ScoreResult; after: ScoreResult }) {
  const [bandBefore, bandAfter] = [bandLook(inUse.bands, before.bandId), bandLook(draft.bands, after.bandId)];
  return (
    <>
      <div className="mt-4 flex items-center gap-3" aria-live="polite">
        {before.total === after.total ? null : (
          <s className="text-20 font-medium text-ink-3">
            <span className="sr-only">was </span>
            {before.total}
          </s>
        )}
        <span className="text-24 font-semibold text-ink">{after.total}</span>
        {bandAfter ? <BandBadge band={bandAfter} kind="tag" /> : null}
        {bandBefore && before.bandId !== after.bandId ? (
          <span className="ml-auto text-12 text-ink-3">was {bandBefore.name}</span>
        ) : null}
      </div>
      <ScoreRuler
        bands={draft.bands.bands}
        value={after.total}
        before={before.total === after.total ? null : before.total}
      />
      <dl className="mt-3 space-y-2">
        {DIMENSIONS.map((dimension) => (
          <DimensionLine
            key={dimension}
            dimension={dimension}
            before={sumOf(before, dimension)}
            after={sumOf(after, dimension)}
            cap={draft.caps[dimension]}
          />
        ))}
      </dl>
      <p className="mt-3 text-12 leading-5 text-ink-2">{movesText(before, after, inUse, draft, context)}</p>
    </>
  );
}

function DimensionLine({
  dimension,
  before,
  after,
  cap,
}: {
  dimension: Dimension;
  before: number;
  after: number;
  cap: number | null;
}) {
  const full = cap ?? Math.max(1, Math.abs(before), Math.abs(after));
  const share = Math.min(1, Math.abs(after) / full);
  const isChanged = tenth(before) !== tenth(after);
  return (
    <div className="grid grid-cols-[84px_minmax(0,1fr)_auto] items-center gap-x-3 text-13">
      <dt className="text-ink-2">{DIMENSION_NAMES[dimension]}</dt>
      <dd className="contents">
        <span aria-hidden="true" className="h-1.5 rounded-bar bg-line">
          <span data-bar className="block h-full rounded-bar bg-ink-2" style={{ width: `${share * 100}%` }} />
        </span>
        <span className="min-w-[76px] text-right text-ink-3">
          {isChanged ? (
            <s className="mr-1">
              <span className="sr-only">was </span>
              {tenth(before)}
            </s>
          ) : null}
          <span className="font-semibold text-ink">{tenth(after)}</span>
          {cap === null ? "" : ` of ${formatShort(cap)}`}
        </span>
      </dd>
    </div>
  );
}

const tenth = (points: number) => formatShort(Math.abs(points));

function sumOf({ factors }: ScoreResult, dimension: Dimension): number {
  return factors.reduce((sum, factor) => (factor.dimension === dimension ? sum + factor.points : sum), 0);
}

/** "Viewed pricing once: +2. Came back 4 times in 7 days: +4." */
function movesText(
  before: ScoreResult,
  after: ScoreResult,
  inUse: RuleSet,
  draft: RuleSet,
  context: TimeContext,
): string {
  const moves = factorMoves(before, after);
  if (moves.length === 0) return "The draft changes nothing for this lead.";
  const factors = new Map([...before.factors, ...after.factors].map((factor) => [factor.key, factor]));
  const rules = new Map([...inUse.rules, ...draft.rules].map((rule) => [rule.key, rule]));
  const said = moves.slice(0, MOST_MOVES).map((move) => {
    const factor = factors.get(move.key)!;
    return `${titleOf(factor, rules.get(move.key), context)}: ${moveText(move.after - move.before)}.`;
  });
  const rest = moves.length - said.length;
  return rest > 0 ? `${said.join(" ")} And ${rest} more.` : said.join(" ");
}

function titleOf(factor: Factor, rule: Rule | undefined, context: TimeContext): string {
  const { title } = wordReason({ reason: factor.reason, evidence: {} }, context, true);
  return title || (rule?.label ?? factor.key);
}

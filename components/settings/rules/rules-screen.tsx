"use client";
import { Plus, Zap } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { DIMENSIONS } from "@/lib/core/rules/diff";
import { moveRule, replaceRule } from "@/lib/core/rules/edit";
import type { Rule } from "@/lib/core/rules/types";
import { startBacktestAction } from "@/lib/modules/backtests/actions";
import type { RulesPageData } from "@/lib/modules/rules/types";
import { setProblemWords } from "@/lib/present/rule-problem-words";
import { changesCount } from "@/lib/present/rules-diff-words";
import { RescoringBar } from "../../models/registry/rescoring-bar";
import { Banner } from "../../ui/banner";
import { Button, ButtonLink } from "../../ui/button";
import { cn } from "../../ui/cn";
import { PageBar, PageHeading } from "../../ui/page-bar";
import { useToast } from "../../ui/toast";
import { BacktestPanel } from "../backtest-panel";
import { DraftMark, DraftNotices } from "../draft-state";
import { SettingsTabs } from "../settings-nav";
import { useBacktest } from "../use-backtest";
import { DimensionGroup } from "./dimension-group";
import { MarketSection } from "./market-section";
import { PresetChoice } from "./preset-choice";
import { PreviewAside } from "./preview-aside";
import { PublishRulesDialog, shortVersion } from "./publish-rules-dialog";
import { type OpenRule, RuleDialog } from "./rule-dialog";
import { RULE_COLUMNS } from "./rule-row";
import { useEarned, useLastValid } from "./use-preview";
import { useRulesDraft } from "./use-rules-draft";
import { useSample } from "./use-sample";

/** The rules that score, or stand by: edited as a draft that shows at every key what it would do. */
export function RulesScreen({ data }: { data: RulesPageData }) {
  const { base, ruleSet: inUse, inUse: scorer, nextVersion, definitions } = data;
  const { draft, ruleSet, changes, problems, moved, before, setRules } = useRulesDraft(data);
  const { content, set } = draft;
  const toast = useToast();
  const [open, setOpen] = useState<OpenRule | null>(null);
  const [isPublishing, setPublishing] = useState(false);
  const byKey = useMemo(() => new Map(definitions.map((one) => [one.key, one])), [definitions]);
  const signalName = (key: string) => byKey.get(key)?.label ?? key;
  const { context } = data;

  const isMarketChanged = changes.some(({ kind }) => kind === "market");
  const market = isMarketChanged ? content.market : null;
  const sample = useSample(market);
  const vectors = sample.state === "here" ? sample.sample.after : null;
  const earned = useEarned(vectors);
  const isValid = problems.length === 0;
  const shown = useDeferredValue(useLastValid(ruleSet, isValid, inUse));
  const subject = useMemo(() => JSON.stringify(content), [content]);
  const ask = useCallback(
    () => startBacktestAction({ kind: "rules", scorerId: base.id, content }),
    [base.id, content],
  );
  const backtest = useBacktest(ask, subject);
  const panel = useRef<HTMLDivElement>(null);
  const blocked = !draft.isChanged
    ? `Change something first: a backtest lays your draft beside ${base.version} over the leads whose outcome is known.`
    : isValid
      ? null
      : "Mend what is marked first.";
  const canPublish = changes.length > 0 && isValid && draft.begunFrom === null;

  useEffect(() => {
    if (!canPublish || isPublishing) return;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key !== "Enter" ||
        !(event.metaKey || event.ctrlKey) ||
        document.querySelector("[role=dialog]")
      )
        return;
      event.preventDefault();
      setPublishing(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [canPublish, isPublishing]);

  function discard() {
    const back = draft.discard();
    toast({ title: "Draft discarded", undo: back });
  }
  function remove(index: number) {
    const rule = ruleSet.rules[index]!;
    const was = content;
    setRules((rules) => rules.filter((_, at) => at !== index));
    toast({ title: `${rule.label || rule.key} removed`, undo: () => set(was) });
  }
  /** Back where it stood: after the rule it followed in the version in use. */
  function restore(rule: Rule) {
    setRules((rules) => {
      const own = inUse.rules.filter(({ dimension }) => dimension === rule.dimension);
      const place = own.findIndex(({ key }) => key === rule.key);
      return moveRule([...rules, rule], rules.length, place);
    });
  }
  function save(rule: Rule) {
    if (open?.kind === "edit") setRules((rules) => replaceRule(rules, open.index, rule));
    else setRules((rules) => [...rules, rule]);
    setOpen(null);
  }

  const removed = inUse.rules.filter(({ key }) => !content.rules.some((rule) => rule.key === key));
  const general = problems.filter((problem) => problem.where === "set" || problem.where === "bands");
  const words = `${changesCount(changes.length, base.version)}`;
  const publish = (
    <Button
      variant={isPublishing || open ? "default" : "primary"}
      kbd="⌘↵"
      disabled={!canPublish}
      onClick={() => setPublishing(true)}
    >
      Publish {shortVersion(nextVersion)}
    </Button>
  );
  return (
    <>
      <PageBar
        heading={false}
        title={
          draft.isChanged ? (
            <DraftMark words={words} keep={draft.keep} />
          ) : (
            <span className="text-13 font-normal text-ink-2">
              <span className="font-semibold text-ink">{base.version}</span>
              {scorer.kind === "rules" ? " scores your leads" : " stands by"}
            </span>
          )
        }
        actions={
          <>
            {draft.isChanged ? (
              <Button variant="quiet" onClick={discard} className="max-md:hidden">
                Discard
              </Button>
            ) : null}
            {draft.isChanged ? (
              <Button
                className="max-md:hidden"
                disabled={blocked !== null || backtest.isRunning}
                onClick={() => {
                  backtest.start();
                  panel.current?.scrollIntoView({ block: "start" });
                }}
              >
                Backtest
              </Button>
            ) : null}
            {publish}
          </>
        }
      />
      <SettingsTabs />
      <div className="px-8 pb-20 pt-6 max-xl:px-6 max-md:px-4">
        <DraftNotices
          keep={draft.keep}
          begunFrom={draft.begunFrom}
          inUse={base.version}
          onCarryOn={draft.carryOn}
          onDiscard={discard}
          className="mb-5"
        />
        {data.rescoring ? <RescoringBar data={data.rescoring} /> : null}
        <PageHeading title="Rules and weights">
          Points by rule, added up by dimension, each with a cap.
          {scorer.kind === "model"
            ? ` ${scorer.version} scores your leads; these rules run beside it and take over if you go back.`
            : ""}
        </PageHeading>
        {draft.isChanged ? (
          <div className="mt-3 md:hidden">
            <Button onClick={discard}>Discard the draft</Button>
          </div>
        ) : null}
        <div className="mt-5 grid gap-x-12 gap-y-10 min-[1280px]:grid-cols-[minmax(0,1fr)_304px]">
          <div className="min-w-0 md:max-[1279px]:pr-5">
            <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
              <PresetChoice
                name={content.name}
                isChanged={draft.isChanged}
                onChoose={(preset) => {
                  const was = content;
                  set((now) => ({ ...now, ...preset }));
                  toast({ title: `Started from ${preset.name}`, undo: () => set(was) });
                }}
              />
              <ButtonLink href="/models/rules" variant="quiet" icon={<Zap aria-hidden="true" />}>
                Suggest points from history
              </ButtonLink>
            </div>
            {general.map((problem) => (
              <Banner key={setProblemWords(problem)} tone="danger" live className="mb-3">
                {setProblemWords(problem)}
              </Banner>
            ))}
            <div
              aria-hidden="true"
              className={cn(RULE_COLUMNS, "hidden border-b border-line pb-2 text-12 font-medium text-ink-2")}
            >
              <span />
              <span>Signal and condition</span>
              <span className="text-right">Points</span>
              <span>Decay</span>
              <span className="text-right">Cap</span>
              <span className="text-right">Earned by</span>
            </div>
            {DIMENSIONS.map((dimension) => (
              <DimensionGroup
                key={dimension}
                {...{ dimension, moved, before, earned, problems }}
                rules={content.rules}
                cap={content.caps[dimension]}
                capBefore={inUse.caps[dimension]}
                removed={removed.filter((rule) => rule.dimension === dimension)}
                definitions={byKey}
                onCap={(cap) => set((was) => ({ ...was, caps: { ...was.caps, [dimension]: cap } }))}
                onRule={(index, rule) => setRules((rules) => replaceRule(rules, index, rule))}
                onOpen={(index, part) => setOpen({ kind: "edit", index, part })}
                onMove={(index, to) => setRules((rules) => moveRule(rules, index, to))}
                onRemove={remove}
                onRestore={restore}
              />
            ))}
            <Button
              className="mt-4"
              icon={<Plus aria-hidden="true" />}
              onClick={() => setOpen({ kind: "add", dimension: null })}
            >
              Add rule
            </Button>
            <MarketSection
              market={content.market}
              before={inUse.market}
              industries={data.industries}
              countries={data.countries}
              onChange={(market) => set((was) => ({ ...was, market }))}
            />
          </div>
          <div className="min-w-0">
            <div className="min-[1280px]:sticky min-[1280px]:top-[72px]">
              <PreviewAside {...{ sample, inUse, market, context }} draft={shown} isHeld={!isValid} />
            </div>
          </div>
        </div>
        <div ref={panel} className="mt-10 scroll-mt-14">
          <BacktestPanel {...{ backtest, subject, blocked, context }} />
        </div>
      </div>
      {open ? (
        <RuleDialog
          {...{ open, ruleSet, definitions, vectors }}
          onSave={save}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {isPublishing ? (
        <PublishRulesDialog
          {...{ data, content, changes, signalName }}
          isBacktested={backtest.answer?.run.status === "done" && backtest.subject === subject}
          settle={draft.settle}
          onClose={() => setPublishing(false)}
        />
      ) : null}
    </>
  );
}

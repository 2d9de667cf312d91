"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PredictionMoment } from "@/lib/core/outcomes/types";
import { startRunAction } from "@/lib/modules/training/actions";
import type { NewRunData } from "@/lib/modules/training/types-screen";
import { momentSentence, outcomeSentence } from "@/lib/present/outcome-words";
import { Banner } from "../../ui/banner";
import { Button, ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { PageBar, PageHeading, SectionHeading } from "../../ui/page-bar";
import { RadioGroup } from "../../ui/radio-group";
import { Select } from "../../ui/select";
import { choiceOf, momentOf } from "./moment-choice";
import { MomentFields } from "./moment-fields";

const TRAIL = [{ href: "/models", label: "Models" }];

const ANCHORS = [
  { value: "lead_created", label: "The lead is created" },
  { value: "first_touch", label: "First touch" },
  { value: "prediction_moment", label: "The moment of scoring" },
] as const;

/** What to predict and from when: the two decisions that make a training set. */
export function NewRunScreen({ data }: { data: NewRunData }) {
  return data.outcomes.length === 0 ? <NothingToLearn /> : <NewRunForm data={data} />;
}

function NothingToLearn() {
  return (
    <>
      <PageBar title="Train" trail={TRAIL} />
      <EmptyState
        title="No outcomes yet"
        action={
          <ButtonLink href="/leads/import" variant="primary">
            Import a file with outcomes
          </ButtonLink>
        }
      >
        No lead of this workspace has a known outcome. A model learns from leads that were won and lost:
        import a file with a column that says so. Until then the rules score.
      </EmptyState>
    </>
  );
}

function NewRunForm({ data }: { data: NewRunData }) {
  const router = useRouter();
  const predicted = data.outcomes.findIndex(({ outcome }) => outcome === data.predicted);
  const [chosen, setChosen] = useState(Math.max(0, predicted));
  const offered = data.outcomes[chosen]!;
  const [outcome, setOutcome] = useState(offered.settings);
  const [moment, setMoment] = useState(() => choiceOf(data.moment, data.eventTypes));
  const [window, setWindow] = useState(String(offered.settings.windowDays ?? ""));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const asked: PredictionMoment | null = momentOf(moment);
  const windowDays = window.trim() === "" ? null : Number(window);
  const windowProblem =
    windowDays === null || (Number.isInteger(windowDays) && windowDays >= 1 && windowDays <= 730)
      ? null
      : "Whole days from 1 to 730, or empty for whenever it was decided.";
  const isImported = moment.kind === "as_imported";
  const definition = { ...outcome, windowDays: windowProblem || isImported ? null : windowDays };

  async function start() {
    if (asked === null || windowProblem) return;
    setBusy(true);
    setProblem(null);
    const answer = await startRunAction({ outcome: definition, moment: asked }).catch(() => null);
    if (answer?.ok) {
      router.push(`/models/runs/${answer.runId}`);
      return;
    }
    setBusy(false);
    setProblem(answer?.message ?? "No answer from the server. Nothing was started; try again.");
  }

  return (
    <>
      <PageBar
        title="Train"
        trail={TRAIL}
        heading={false}
        actions={
          <Button
            variant="primary"
            busy={busy}
            busyText="Starting"
            onClick={start}
            {...(asked === null || windowProblem ? { disabled: true } : {})}
          >
            Check the data
          </Button>
        }
      />
      <div className="mx-auto max-w-[792px] px-4 pb-16 pt-8 md:px-6">
        <PageHeading title="Train on what happened">
          Predicts <span className="font-medium text-ink">{outcomeSentence(definition)}</span>
          {asked ? <>, looked at {momentSentence(asked)}</> : null}. The sentence is frozen with the run.
        </PageHeading>
        {problem ? (
          <Banner tone="danger" live className="mt-4">
            {problem}
          </Banner>
        ) : null}
        <section className="mt-6 border-t border-line pt-6">
          <SectionHeading
            title="What to predict"
            claim="From the outcomes that the leads here already have."
          />
          <RadioGroup
            label="Outcome"
            className="mt-3"
            value={String(chosen)}
            onValueChange={(value) => {
              const next = data.outcomes[Number(value)]!;
              setChosen(Number(value));
              setOutcome(next.settings);
              setWindow(String(next.settings.windowDays ?? ""));
            }}
            options={data.outcomes.map(({ label, counts }, index) => ({
              value: String(index),
              label,
              hint: counts,
            }))}
          />
          {isImported ? null : (
            <div className="mt-5 grid gap-4 md:grid-cols-3">
              <Field label="Within days" error={windowProblem} hint="Empty: whenever it was decided">
                <Input
                  inputMode="numeric"
                  value={window}
                  onChange={(event) => setWindow(event.target.value)}
                />
              </Field>
              <Field label="Counted from">
                <Select
                  size="md"
                  value={outcome.anchor}
                  options={ANCHORS}
                  onValueChange={(value) =>
                    setOutcome({ ...outcome, anchor: value as (typeof ANCHORS)[number]["value"] })
                  }
                />
              </Field>
            </div>
          )}
        </section>
        <section className="mt-6 border-t border-line pt-6">
          <SectionHeading title="Looked at when" claim="Signals as of this moment, never later." />
          <MomentFields value={moment} onChange={setMoment} data={data} />
        </section>
        <p className="mt-8 border-l-2 border-line pl-3 text-12 text-ink-2">
          Next the leads are measured and every column is asked whether it knows the outcome. Nothing is
          learnt, and no score changes, before you have seen that.
        </p>
      </div>
    </>
  );
}

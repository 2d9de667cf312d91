"use client";
import { useState, useTransition } from "react";
import { keepSignalAction, previewSignalAction } from "@/lib/modules/signals/actions";
import type { OwnSignal, SignalPreview, SignalsPage } from "@/lib/modules/signals/types";
import { formatCount, formatNumber } from "@/lib/present/format";
import { distributionWords } from "@/lib/present/signal-words";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { SegmentedControl } from "../../ui/radio-group";
import { Select } from "../../ui/select";
import { TextLink } from "../../ui/text-link";
import { useToast } from "../../ui/toast";
import { MiniDistribution } from "./mini-distribution";
import { SourceFields } from "./source-fields";

export const BLANKS: { readonly [Kind in OwnSignal["kind"]]: Extract<OwnSignal, { kind: Kind }> } = {
  attribute: { kind: "attribute", label: "", dimension: "fit", attribute: "", type: "category" },
  events: {
    ...{ kind: "events", label: "", dimension: "engagement", types: [], aggregate: "count" },
    ...{ property: null, where: null, windowDays: 30, halfLifeDays: null },
  },
  ratio: { kind: "ratio", label: "", dimension: "engagement", numerator: "", denominator: "" },
};
const DIMENSIONS = [
  { value: "fit", label: "Fit", hint: "who they are" },
  { value: "intent", label: "Intent", hint: "what they want" },
  { value: "engagement", label: "Engagement", hint: "how much they do" },
  { value: "negative", label: "Negative", hint: "what speaks against" },
] as const;

/** A signal of the workspace's own: from a field, from events, or one signal divided by another; looked at before it is kept. */
export function SignalDialog({
  page,
  open,
  onOpenChange,
}: {
  page: SignalsPage;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      fullOnPhone
      title="New signal"
      description="It scores nobody until rules or a model read it."
    >
      {open ? <SignalForm page={page} onDone={() => onOpenChange(false)} /> : null}
    </Dialog>
  );
}

type Problem = { readonly message: string; readonly field: string | null } | null;
const NO_ANSWER = {
  message: "No answer from the server. What you chose is still here; try again.",
  field: null,
};

function SignalForm({ page, onDone }: { page: SignalsPage; onDone: () => void }) {
  const toast = useToast();
  const [wish, setWish] = useState<OwnSignal>(BLANKS.attribute);
  const [preview, setPreview] = useState<SignalPreview | null>(null);
  const [problem, setProblem] = useState<Problem>(null);
  const [isBusy, start] = useTransition();
  const change = (next: OwnSignal) => {
    setWish(next);
    setPreview(null);
    setProblem(null);
  };
  const error = (field: string) => (problem?.field === field ? problem.message : undefined);
  function look() {
    start(async () => {
      const answer = await previewSignalAction(wish).catch(() => null);
      setPreview(answer?.ok ? answer.preview : null);
      setProblem(
        answer?.ok ? null : answer ? { message: answer.message, field: answer.field ?? null } : NO_ANSWER,
      );
    });
  }
  function keep() {
    start(async () => {
      const answer = await keepSignalAction(wish).catch(() => null);
      if (answer?.ok) {
        toast({ title: `${wish.label.trim()} kept. Rules and the next model can read it` });
        onDone();
      } else setProblem(answer ? { message: answer.message, field: answer.field ?? null } : NO_ANSWER);
    });
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (preview) keep();
        else look();
      }}
    >
      <SegmentedControl
        label="Made from"
        options={[
          { value: "attribute", label: "A field" },
          { value: "events", label: "Events" },
          { value: "ratio", label: "A ratio" },
        ]}
        value={wish.kind}
        onValueChange={(kind) => change({ ...BLANKS[kind], label: wish.label })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={error("label")}>
          <Input
            value={wish.label}
            maxLength={80}
            placeholder={wish.kind === "ratio" ? "Visits per day" : "First page"}
            onChange={(event) => change({ ...wish, label: event.target.value })}
          />
        </Field>
        <Field label="Speaks of">
          <Select
            options={DIMENSIONS}
            value={wish.dimension}
            size="md"
            onValueChange={(dimension) => change({ ...wish, dimension: dimension as OwnSignal["dimension"] })}
          />
        </Field>
      </div>
      <SourceFields page={page} wish={wish} onChange={change} error={error} />
      {problem && problem.field === null ? (
        <Banner tone="danger" live>
          {problem.message}
        </Banner>
      ) : null}
      {preview ? <Preview preview={preview} /> : null}
      <div className="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button onClick={look} busy={isBusy && preview === null} busyText="Measuring">
          Preview
        </Button>
        <Button type="submit" variant="primary" disabled={preview === null || isBusy}>
          Keep signal
        </Button>
      </div>
    </form>
  );
}

function Preview({ preview: { line, words, of, areOpen, examples } }: { preview: SignalPreview }) {
  return (
    <section aria-label="Preview" aria-live="polite" className="border-l-2 border-accent py-1 pl-4">
      <p className="text-13 font-medium text-ink">{words}</p>
      <p className="mt-0.5 text-12 text-ink-2">
        {distributionWords(line)}
        {line.rows < of ? `, of ${formatCount(of, areOpen ? "open lead" : "lead")}` : ""}.
      </p>
      <div className="mt-2 flex flex-wrap items-start gap-6">
        <MiniDistribution line={line} />
        {examples.length === 0 ? (
          <p className="text-12 text-caution">No lead has it now: check what it is made from.</p>
        ) : (
          <ul aria-label="Leads that have it" className="min-w-0 text-12">
            {examples.map(({ leadId, name, value }) => (
              <li key={leadId} className="flex min-h-6 items-center gap-3">
                <TextLink href={`/leads/${leadId}`} prefetch={false}>
                  {name}
                </TextLink>
                <span className="text-ink-2">{value}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="mt-2 text-12 text-ink-3">
        {formatNumber(line.shown)} of {formatNumber(line.rows)} leads show it. What goes with the outcome is
        measured once it is kept.
      </p>
    </section>
  );
}

"use client";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from "react";
import type { OverrideForm } from "@/lib/modules/overrides/types-form";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Consequence, Dialog, DialogClose } from "../ui/dialog";
import { Loading, Skeleton } from "../ui/skeleton";
import { useToast } from "../ui/toast";
import { ExpiryField } from "./expiry-field";
import { type Fields, previewOf } from "./fields";
import { ReasonField } from "./reason-field";
import { useOverrideForm } from "./use-override-form";
import { ValueField } from "./value-field";

interface OverrideDialogProps {
  leadId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** It was sent and kept: look at the lead again. */
  onDone?: (() => void) | undefined;
}

/** Sets an override, or asks for one, whichever the role may; loads what it shows by itself when it opens. */
export function OverrideDialog({ leadId, open, onOpenChange, onDone }: OverrideDialogProps) {
  const formId = useId();
  const toast = useToast();
  const score = useRef<HTMLInputElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  const { loaded, load, change, leave, send, busy, problems, problem } = useOverrideForm(
    leadId,
    open,
    (form, fields) => {
      onOpenChange(false);
      toast({ title: doneWords(form, fields) });
      onDone?.();
    },
  );
  const ready = loaded.is === "ready" ? loaded : null;
  const isReady = ready !== null;
  useEffect(() => {
    // On a phone the keyboard would hide what one is asked.
    if (isReady && window.matchMedia("(pointer: fine)").matches) score.current?.focus();
  }, [isReady]);

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    const wrong = await send();
    if (wrong === "value") score.current?.focus();
    if (wrong === "reason") reason.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void submit();
  }
  const consequence = ready ? <ConsequenceLine form={ready.form} fields={ready.fields} /> : null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !busy && onOpenChange(next)}
      fullOnPhone
      title={ready ? titleOf(ready.form) : "Override"}
      description={ready ? descriptionOf(ready.form) : undefined}
      footerNote={
        ready ? (
          <>
            {ready.form.mode === "set" ? <span className="max-md:hidden">Kept in the audit log</span> : null}
            <div className="md:hidden">{consequence}</div>
          </>
        ) : null
      }
      footer={
        ready ? (
          <>
            <DialogClose>
              <Button variant="quiet" kbd="Esc" className="max-md:hidden">
                Cancel
              </Button>
            </DialogClose>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              kbd="⌘↵"
              busy={busy}
              busyText={ready.form.mode === "set" ? "Setting" : "Sending"}
              className="max-md:h-[52px] max-md:text-16"
            >
              {submitWords(ready.form, ready.fields)}
            </Button>
          </>
        ) : null
      }
    >
      {loaded.is === "loading" ? <FormSkeleton /> : null}
      {loaded.is === "refused" ? (
        <Banner
          tone="danger"
          live
          action={loaded.mayRetry ? <Button onClick={() => void load()}>Try again</Button> : undefined}
        >
          {loaded.message}
        </Banner>
      ) : null}
      {ready ? (
        <form id={formId} noValidate onSubmit={submit} onKeyDown={onKeyDown} className="space-y-5">
          <ValueField
            form={ready.form}
            fields={ready.fields}
            error={problems.value}
            inputRef={score}
            onChange={(part) => change(part, "value")}
            onLeave={() => leave("value")}
          />
          <ReasonField
            mode={ready.form.mode}
            fields={ready.fields}
            problems={problems}
            textRef={reason}
            onChange={change}
            onLeave={leave}
          />
          <ExpiryField
            value={ready.fields.expiry}
            onChange={(expiry) => change({ expiry }, "expiry")}
            onLeave={() => leave("expiry")}
            error={problems.expiry}
            from={ready.form.mode === "set" ? ready.form.now : null}
            usualDays={ready.form.defaultDays}
            context={ready.form}
          />
          <div className="max-md:hidden">{consequence}</div>
          {problem ? (
            <Banner tone="danger" live>
              {problem}
            </Banner>
          ) : null}
        </form>
      ) : null}
    </Dialog>
  );
}

/** What will happen, worked out on the server for every band. */
function ConsequenceLine({ form, fields }: { form: OverrideForm; fields: Fields }) {
  const bandId = previewOf(fields, form)?.bandId ?? (form.mode === "request" ? form.effective.bandId : null);
  const found = form.consequences.find((each) => each.bandId === bandId);
  if (!found) return null;
  return (
    <Consequence>
      <strong className="font-semibold text-ink">{found.lead}</strong> {found.rest}
    </Consequence>
  );
}

const titleOf = (form: OverrideForm): string =>
  form.mode === "set" ? `Override ${form.name}` : `Ask to override ${form.name}`;

const nameOf = (form: OverrideForm, bandId: string): string =>
  form.bandSet.bands.find(({ id }) => id === bandId)?.name ?? "";

function descriptionOf(form: OverrideForm): string {
  const { machine, effective, standing } = form;
  const stands = standing ? ` It takes the place of what stands: ${standing.words}.` : "";
  return form.mode === "set"
    ? `The machine says ${machine.score} ${nameOf(form, machine.bandId)}. Its score goes on beside yours and stays on record.${stands}`
    : `A manager decides. Until then the score stays ${effective.score} ${nameOf(form, effective.bandId)}.${standing ? ` ${standing.words}.` : ""}`;
}

const valueWords = (form: OverrideForm, { kind, score, band }: Fields): string | null =>
  kind === "score" ? (score === null ? null : String(score)) : band === null ? null : nameOf(form, band);

/** "Set score to 75", "Set band to Warm" */
function submitWords(form: OverrideForm, fields: Fields): string {
  if (form.mode === "request") return "Send request";
  const value = valueWords(form, fields);
  return value === null ? `Set ${fields.kind}` : `Set ${fields.kind} to ${value}`;
}

const doneWords = (form: OverrideForm, fields: Fields): string =>
  form.mode === "set"
    ? `${form.name}: ${fields.kind} set to ${valueWords(form, fields)}`
    : `${form.name}: asked for ${valueWords(form, fields)}`;

function FormSkeleton() {
  return (
    <Loading label="Loading the form">
      <div className="space-y-6">
        {["h-12", "h-24", "h-10"].map((height) => (
          <div key={height} className="md:grid md:grid-cols-[80px_1fr] md:gap-x-4">
            <Skeleton className="w-12 max-md:mb-2" />
            <Skeleton className={height} />
          </div>
        ))}
      </div>
    </Loading>
  );
}

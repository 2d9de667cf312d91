"use client";
import { type ReactNode, useId, useState } from "react";
import type { Result, SavedView } from "@/lib/modules/views/types";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Dialog, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Switch } from "../ui/switch";

interface ViewDialogProps {
  title: string;
  description?: ReactNode;
  name: string;
  /** null: the dialog does not ask whether to share. */
  shared: boolean | null;
  /** What sharing means, where it is not the usual. */
  sharedNote?: string | undefined;
  /** "Save view" */
  deed: string;
  /** What was typed stays when it fails. */
  onSave: (wish: { name: string; shared: boolean }) => Promise<Result>;
  onClose: () => void;
}

/** A name, and who sees it. Enter saves. */
export function ViewDialog({
  title,
  description,
  deed,
  onSave,
  onClose,
  sharedNote,
  ...first
}: ViewDialogProps) {
  const formId = useId();
  const [name, setName] = useState(first.name);
  const [shared, setShared] = useState(first.shared ?? false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);
  const wrongName = problem && ["name_taken", "invalid"].includes(problem.code);

  async function save() {
    if (busy) return;
    if (name.trim() === "") return setProblem({ code: "invalid", message: "Give the view a name." });
    setBusy(true);
    setProblem(null);
    const answer = await onSave({ name, shared }).catch(() => null);
    setBusy(false);
    if (!answer?.ok)
      setProblem(
        answer ?? { code: "failed", message: "No answer from the server. Try again; your text is kept." },
      );
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={title}
      description={description}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={formId} busy={busy} busyText="Saving">
            {deed}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label="Name" required error={wrongName ? problem.message : undefined}>
          <Input
            value={name}
            maxLength={60}
            autoComplete="off"
            autoFocus
            onChange={(event) => {
              setName(event.target.value);
              if (wrongName) setProblem(null);
            }}
          />
        </Field>
        {first.shared === null ? null : (
          <div className="flex items-start justify-between gap-6">
            <label htmlFor={`${formId}-shared`} className="min-w-0 max-md:py-2.5">
              <span className="block text-13 font-medium text-ink">Share with everybody here</span>
              <span className="block text-12 text-ink-3">
                {sharedNote ?? "They find it under Views; “me” means whoever looks. Only you change it."}
              </span>
            </label>
            <Switch
              id={`${formId}-shared`}
              checked={shared}
              onCheckedChange={setShared}
              className="mt-0.5 max-md:mt-3"
            />
          </div>
        )}
        {problem && !wrongName ? (
          <Banner tone="danger" live>
            {problem.message}
          </Banner>
        ) : null}
      </form>
    </Dialog>
  );
}

/** Asks once; the leads in the list are not touched. */
export function DeleteViewDialog({
  view,
  onDelete,
  onClose,
}: {
  view: SavedView;
  onDelete: () => Promise<Result>;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function remove() {
    setBusy(true);
    setProblem(null);
    const answer = await onDelete().catch(() => null);
    setBusy(false);
    if (!answer?.ok) setProblem(answer?.message ?? "No answer from the server. Try again.");
  }

  return (
    <ConfirmDialog
      title={`Delete “${view.name}”?`}
      deed="Delete view"
      busyText="Deleting"
      busy={busy}
      problem={problem}
      footerNote={view.shared ? "Kept in the audit log" : null}
      onConfirm={remove}
      onClose={onClose}
    >
      {view.shared
        ? "It goes from everybody’s Views. Links to it still open the list with its filters. No lead changes."
        : "It goes from your Views. Links to it still open the list with its filters. No lead changes."}
    </ConfirmDialog>
  );
}

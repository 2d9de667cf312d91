"use client";
import { useState, useTransition } from "react";
import { erasePersonAction } from "@/lib/modules/workspace-data/actions";
import type { ErasurePreview } from "@/lib/modules/workspace-data/types";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Consequence, Dialog, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { TypeToConfirm } from "./type-to-confirm";
import { wentText } from "./went-text";

const LEAST = 10;

/** Asks why, and for the address to be typed, before a person is erased. */
export function EraseDialog({
  preview,
  onErased,
}: {
  preview: ErasurePreview;
  onErased: (count: number) => void;
}) {
  const { leads, confirmWith } = preview;
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const [typed, setTyped] = useState("");
  const [wasAsked, setWasAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isErasing, start] = useTransition();
  const missing = LEAST - why.trim().length;
  const isTyped = typed.trim().toLowerCase() === confirmWith.toLowerCase();

  function erase() {
    setWasAsked(true);
    if (missing > 0 || !isTyped) return;
    start(async () => {
      const answer = await erasePersonAction({ leadIds: leads.map(({ id }) => id), typed, why }).catch(
        () => null,
      );
      if (answer?.ok) {
        setOpen(false);
        onErased(answer.erased);
        return;
      }
      setProblem(
        answer?.message ?? "No answer from the server. Look the person up again before you try once more.",
      );
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setProblem(null);
        setWasAsked(false);
      }}
      trigger={
        <Button variant="danger" className="mt-3">
          Erase
        </Button>
      }
      width={480}
      title={leads.length === 1 ? `Erase ${leads[0]?.name}?` : `Erase ${leads.length} leads?`}
      footerNote="Kept in the audit log, without the person"
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="danger" busy={isErasing} busyText="Erasing" onClick={erase}>
            Erase for good
          </Button>
        </>
      }
    >
      <Consequence>
        <p>{wentText(preview)} There is no way back.</p>
        <p className="mt-2">
          Figures of models that learnt from them stay as they were; backtests counted from now on are without
          them.
        </p>
      </Consequence>
      <Field
        label="Why"
        className="mt-4"
        error={
          wasAsked && missing > 0 ? `${missing} more ${missing === 1 ? "character" : "characters"}.` : null
        }
      >
        <Textarea rows={2} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
      </Field>
      <TypeToConfirm wanted={confirmWith} typed={typed} isMissing={wasAsked && !isTyped} onTyped={setTyped} />
      {problem ? (
        <Banner tone="danger" live className="mt-4">
          {problem}
        </Banner>
      ) : null}
    </Dialog>
  );
}

"use client";
import { useState } from "react";
import type { FindingRow } from "@/lib/modules/training/types-screen";
import { Button } from "../../ui/button";
import { Consequence, Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";

const FEWEST = 10;

/** Keeping a leak asks why; the reason goes on record. */
export function KeepLeakDialog({
  finding,
  onClose,
  onKeep,
}: {
  finding: FindingRow;
  onClose: () => void;
  onKeep: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = FEWEST - reason.trim().length;
  return (
    <Dialog
      open
      width={480}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Keep ${finding.label}`}
      description={finding.why}
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button>Leave it out</Button>
          </DialogClose>
          <Button
            variant="primary"
            onClick={() => {
              setTried(true);
              if (missing <= 0) onKeep(reason.trim());
            }}
          >
            Keep the column
          </Button>
        </>
      }
    >
      <Field
        label="Why was it known before the outcome?"
        required
        error={
          tried && missing > 0 ? `${missing} more characters: say who fills it in, and when.` : undefined
        }
      >
        <Textarea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Consequence className="mt-4">
        If it is filled in afterwards, every figure of this run will look better than the model is.
      </Consequence>
    </Dialog>
  );
}

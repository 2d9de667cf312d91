"use client";
import type { ReactNode } from "react";
import { Banner } from "./banner";
import { Button } from "./button";
import { Consequence, Dialog, DialogClose } from "./dialog";

interface ConfirmDialogProps {
  /** The question: "Revoke the key of CRM sync?" */
  title: ReactNode;
  description?: ReactNode;
  /** What the red button says and does: "Revoke". */
  deed: string;
  busyText: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** Why it was refused; the dialog stays open. */
  problem?: string | null | undefined;
  footerNote?: ReactNode;
  /** What it will bring about. */
  children: ReactNode;
}

/** Asks once before something that cannot simply be taken back. Open for as long as it is there. */
export function ConfirmDialog({
  title,
  description,
  deed,
  busyText,
  busy,
  onConfirm,
  onClose,
  problem = null,
  footerNote = "Kept in the audit log",
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={title}
      description={description}
      footerNote={footerNote}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} busyText={busyText} onClick={onConfirm}>
            {deed}
          </Button>
        </>
      }
    >
      <Consequence>{children}</Consequence>
      {problem === null ? null : (
        <Banner tone="danger" live className="mt-4">
          {problem}
        </Banner>
      )}
    </Dialog>
  );
}

"use client";
import { useId } from "react";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-text";
import { Dialog, DialogClose } from "../../ui/dialog";
import { Input } from "../../ui/input";

/** The one time that a signing secret is shown. */
export function SecretDialog({
  secret,
  isNew,
  onClose,
}: {
  secret: string;
  isNew: boolean;
  onClose: () => void;
}) {
  const noteId = useId();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={isNew ? "The webhook is on" : "The new secret"}
      description="Its receiver checks with this secret that a message is ours."
      footer={
        <DialogClose>
          <Button variant="primary">Done</Button>
        </DialogClose>
      }
    >
      <div className="flex items-center gap-2 max-md:flex-col max-md:items-stretch">
        <Input
          readOnly
          value={secret}
          aria-label="Signing secret"
          aria-describedby={noteId}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono text-12"
        />
        <CopyButton text={secret} label="Copy secret" />
      </div>
      <p id={noteId} className="mt-2 text-12 text-ink-2">
        Copy it now: it is not shown again. If it is lost, give the webhook a new one.
      </p>
    </Dialog>
  );
}

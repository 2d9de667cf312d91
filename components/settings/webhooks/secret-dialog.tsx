"use client";
import { Button } from "../../ui/button";
import { Dialog, DialogClose } from "../../ui/dialog";
import { ToldOnce } from "../../ui/told-once";

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
      <ToldOnce label="Signing secret" text={secret} copyLabel="Copy secret">
        Copy it now: it is not shown again. If it is lost, give the webhook a new one.
      </ToldOnce>
    </Dialog>
  );
}

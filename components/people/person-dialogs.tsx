"use client";
import { formatLongDay } from "@/lib/present/format";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Dialog, DialogClose } from "../ui/dialog";
import { OneTimeLink } from "./one-time-link";
import type { PersonLine } from "./types";

export function ResetLinkDialog({
  person,
  link,
  expiresAt,
  mailed,
  context,
  onClose,
}: {
  person: PersonLine;
  link: string;
  expiresAt: string;
  mailed: boolean | null;
  context: { now: number; timeZone: string };
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={`New password for ${person.name}`}
      description="Opening the link, they choose one. Their sessions end when it is saved."
      footer={
        <DialogClose>
          <Button variant="primary">Done</Button>
        </DialogClose>
      }
    >
      <OneTimeLink
        link={link}
        label="Reset link"
        until={formatLongDay(Date.parse(expiresAt), context)}
        mailed={mailed}
      />
    </Dialog>
  );
}

export function DeactivateDialog({
  person,
  pending,
  onConfirm,
  onClose,
}: {
  person: PersonLine;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <ConfirmDialog
      title={`Deactivate ${person.name}?`}
      deed="Deactivate"
      busyText="Deactivating"
      busy={pending}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      They are signed out with their next click and see nothing of the workspace. Leads they own and
      everything they did stay. You can reactivate them at any time.
    </ConfirmDialog>
  );
}

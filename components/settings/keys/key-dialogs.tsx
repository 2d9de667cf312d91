"use client";
import { useState, useTransition } from "react";
import { revokeKeyAction, rotateKeyAction } from "@/lib/modules/keys/actions";
import type { KeyToldOnce } from "@/lib/modules/keys/types";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { Consequence, Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Select } from "../../ui/select";
import { useToast } from "../../ui/toast";
import { ToldOnce } from "../../ui/told-once";

const OVERLAPS = [
  { value: "24", label: "for another day" },
  { value: "168", label: "for another week" },
  { value: "1", label: "for another hour" },
  { value: "0", label: "not any more, from now on" },
];

/** Whether it happened is not known here: the page says. */
export const NO_ANSWER = {
  ok: false,
  code: "no_answer",
  message: "No answer from the server. Load the page again to see what is so.",
} as const;

interface KeyDialogProps {
  keyId: string;
  name: string;
  onClose: () => void;
}

/** A new secret for the same key; the old one may go on for a while. */
export function RotateDialog({ keyId, name, onClose }: KeyDialogProps) {
  const [hours, setHours] = useState("24");
  const [result, setResult] = useState<KeyToldOnce | null>(null);
  const [pending, start] = useTransition();
  const done = result?.ok ? result : null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={done ? `New key for ${name}` : `Rotate the key of ${name}?`}
      description={
        done
          ? "Copy it now: we keep only its hash."
          : "It gets a new secret; its limit and what it may do stay."
      }
      footer={
        done ? (
          <DialogClose>
            <Button variant="primary">Done</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              variant="primary"
              busy={pending}
              busyText="Rotating"
              onClick={() =>
                start(async () =>
                  setResult(
                    await rotateKeyAction({ keyId, overlapHours: Number(hours) }).catch(() => NO_ANSWER),
                  ),
                )
              }
            >
              Rotate
            </Button>
          </>
        )
      }
    >
      {done ? (
        <ToldOnce label="The key" text={done.secret} copyLabel="Copy key">
          It is not shown again. Put it where the old one is.
        </ToldOnce>
      ) : (
        <div className="space-y-3">
          {result?.ok === false ? (
            <Banner tone="danger" live>
              {result.message}
            </Banner>
          ) : null}
          <Field label="The old one works">
            <Select options={OVERLAPS} value={hours} onValueChange={setHours} size="md" />
          </Field>
          {hours === "0" ? (
            <Consequence>What still uses the old key is refused from its next request on.</Consequence>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

/** Ends a key. */
export function RevokeDialog({ keyId, name, onClose }: KeyDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const toast = useToast();
  const revoke = () =>
    start(async () => {
      const answer = await revokeKeyAction(keyId).catch(() => NO_ANSWER);
      if (!answer.ok) return setProblem(answer.message);
      toast({ title: `Revoked the key of ${name}` });
      onClose();
    });
  return (
    <ConfirmDialog
      title={`Revoke the key of ${name}?`}
      deed="Revoke"
      busyText="Revoking"
      busy={pending}
      problem={problem}
      onConfirm={revoke}
      onClose={onClose}
    >
      Whatever uses it is refused from its next request on. This cannot be undone; another key can be created.
    </ConfirmDialog>
  );
}

"use client";
import { useId, useState } from "react";
import { formatCount, formatDay } from "@/lib/present/format";
import { Button } from "../../ui/button";
import { Consequence, Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import type { BulkDeed } from "./use-bulk";

/** "Mon 30 Nov" of a date field's own text. */
function dateWords(date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  const weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][new Date(at).getUTCDay()];
  return `${weekday} ${formatDay(at, { now: at, timeZone: "UTC" })}`;
}

/** Asks for the day on which leads come back, in the morning. */
export function DateDialog({
  count,
  firstDate,
  onPick,
  onClose,
}: {
  count: number;
  firstDate: string;
  onPick: (deed: BulkDeed) => void;
  onClose: () => void;
}) {
  const formId = useId();
  const [date, setDate] = useState(firstDate);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={`Snooze ${formatCount(count, "lead")} until`}
      description="They leave the queue and come back in the morning of that day."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={formId}>
            Snooze
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!/^\d{4}-\d\d-\d\d$/.test(date) || date < firstDate)
            setProblem("Choose a day that is still to come.");
          else onPick({ kind: "snooze", until: { kind: "date", date }, when: dateWords(date) });
        }}
      >
        <Field label="Day" required error={problem ?? undefined}>
          <Input
            type="date"
            min={firstDate}
            value={date}
            className="max-w-48"
            onChange={(event) => {
              setDate(event.target.value);
              setProblem(null);
            }}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** Beyond the page one cannot see whom it concerns: says how many, and asks. */
export function ConfirmDialog({
  count,
  deed,
  onlyOwn,
  busy,
  onConfirm,
  onClose,
}: {
  count: number;
  deed: BulkDeed;
  /** This person's right ends at own and unclaimed leads. */
  onlyOwn: boolean;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const leads = formatCount(count, "lead");
  const title =
    deed.kind === "snooze"
      ? `Snooze ${leads} until ${deed.when}?`
      : deed.toUserId === null
        ? `Put ${leads} back into the pool?`
        : `Assign ${leads} to ${deed.name}?`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={480}
      title={title}
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} busyText={`Working on ${leads}`} onClick={onConfirm}>
            {deed.kind === "snooze"
              ? `Snooze ${leads}`
              : deed.toUserId === null
                ? "Put back"
                : `Assign ${leads}`}
          </Button>
        </>
      }
    >
      <Consequence>
        <p>
          All that match this list’s view and filters, also beyond this page. If more match by the time you
          confirm, nothing is done and you are told.
        </p>
        <p className="mt-2">
          {onlyOwn ? "Leads of others stay with them and are counted. " : null}
          You can undo it for 10 s; a lead that somebody has worked on since stays as it is then.
        </p>
      </Consequence>
    </Dialog>
  );
}

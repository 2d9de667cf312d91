"use client";
import { useState } from "react";
import { extendOverrideAction, revertOverrideAction } from "@/lib/modules/overrides/actions";
import { formatDay, type TimeContext } from "@/lib/present/format";
import type { ActiveOverrideText } from "@/lib/present/override-words";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Consequence, Dialog, DialogClose } from "../ui/dialog";
import { ExpiryField } from "./expiry-field";
import { type ExpiryChoice, expiryOf } from "./fields";
import { OverrideButton } from "./override-provider";
import { useDecision } from "./use-decision";

interface ActiveActionsProps {
  active: ActiveOverrideText;
  name: string;
  context: TimeContext;
  /** A closed lead's override only ends. */
  mayChange: boolean;
}

/** What a manager does about an override in force. */
export function ActiveActions({ active, name, context, mayChange }: ActiveActionsProps) {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <ExtendDialog active={active} name={name} context={context} />
      {mayChange ? <OverrideButton>Change</OverrideButton> : null}
      <RevertDialog active={active} name={name} />
    </div>
  );
}

function ExtendDialog({ active, name, context }: Omit<ActiveActionsProps, "mayChange">) {
  const { busy, problem, decide, clear } = useDecision();
  const [open, setOpen] = useState(false);
  const [expiry, setExpiry] = useState<ExpiryChoice>({ chip: "7", date: "" });
  const from = Date.parse(active.expiresAt);
  const missing = expiry.chip === "date" && expiry.date === "";
  const extend = async () => {
    const wish = { id: active.id, from: active.expiresAt, expiry: expiryOf(expiry) };
    if (await decide(() => extendOverrideAction(wish), `${name}: override extended`)) setOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        clear();
      }}
      trigger={<Button>Extend</Button>}
      width={480}
      title="Extend the override"
      description={`Days count from its end as it is now, ${formatDay(from, context)}.`}
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button variant="quiet">Cancel</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} busyText="Extending" disabled={missing} onClick={extend}>
            Extend
          </Button>
        </>
      }
    >
      <ExpiryField
        label="By"
        value={expiry}
        onChange={setExpiry}
        onLeave={() => {}}
        error={undefined}
        from={from}
        usualDays={7}
        context={context}
      />
      <Problem text={problem} />
    </Dialog>
  );
}

function RevertDialog({ active, name }: { active: ActiveOverrideText; name: string }) {
  const { busy, problem, decide, clear } = useDecision();
  const [open, setOpen] = useState(false);
  const { machineScore } = active;
  const revert = async () => {
    const done = `${name}: the machine’s ${machineScore} counts again`;
    if (await decide(() => revertOverrideAction({ id: active.id }), done)) setOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        clear();
      }}
      trigger={
        <Button variant="danger" className="ml-auto">
          Revert to {machineScore}
        </Button>
      }
      width={480}
      title={`Revert to ${machineScore}?`}
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button variant="quiet">Keep the override</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} busyText="Reverting" onClick={revert}>
            Revert to {machineScore}
          </Button>
        </>
      }
    >
      <Consequence>
        The machine’s score counts again at once, with its band and its clock. The override stays in the
        lead’s history.
      </Consequence>
      <Problem text={problem} />
    </Dialog>
  );
}

/** Why something was refused. */
export function Problem({ text }: { text: string | null }) {
  return text === null ? null : (
    <Banner tone="danger" live className="mt-4">
      {text}
    </Banner>
  );
}

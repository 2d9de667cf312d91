"use client";
import { useState } from "react";
import {
  approveRequestAction,
  declineRequestAction,
  withdrawRequestAction,
} from "@/lib/modules/overrides/actions";
import type { RequestView } from "@/lib/modules/overrides/types-view";
import { Button } from "../ui/button";
import { Dialog, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { Problem } from "./active-actions";
import { useDecision } from "./use-decision";

interface RequestActionsProps {
  request: RequestView;
  name: string;
  /** The override in force, which an approval takes the place of. */
  replaces: string | null;
}

/** What becomes of a request: a manager decides, who asked withdraws. */
export function RequestActions({ request, name, replaces }: RequestActionsProps) {
  const { busy, problem, decide } = useDecision();
  const { id } = request;
  if (!request.mayDecide && !request.mayWithdraw) return null;
  return (
    <>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {request.mayDecide ? (
          <>
            <Button
              busy={busy}
              busyText="Approving"
              onClick={() =>
                decide(() => approveRequestAction({ id, replaces }), `${name}: request approved`)
              }
            >
              Approve
            </Button>
            <DeclineDialog id={id} name={name} />
          </>
        ) : null}
        {request.mayWithdraw ? (
          <Button
            busy={busy}
            busyText="Withdrawing"
            onClick={() => decide(() => withdrawRequestAction({ id }), `${name}: request withdrawn`)}
          >
            Withdraw
          </Button>
        ) : null}
      </div>
      <Problem text={problem} />
    </>
  );
}

function DeclineDialog({ id, name }: { id: string; name: string }) {
  const { busy, problem, decide, clear } = useDecision();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const decline = async () => {
    const wish = { id, note: note || null };
    if (await decide(() => declineRequestAction(wish), `${name}: request declined`)) setOpen(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        clear();
      }}
      trigger={<Button variant="quiet">Decline</Button>}
      width={480}
      title="Decline the request?"
      description="The score stays as it is. Who asked is told."
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button variant="quiet">Cancel</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} busyText="Declining" onClick={decline}>
            Decline
          </Button>
        </>
      }
    >
      <Field label="Why" aside="optional" hint="Who asked reads this.">
        <Textarea rows={2} maxLength={1_000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Problem text={problem} />
    </Dialog>
  );
}

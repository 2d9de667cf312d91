"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { rollBackAction } from "@/lib/modules/models/actions";
import { formatCount } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Consequence, Dialog, DialogClose } from "../../ui/dialog";
import { useToast } from "../../ui/toast";

interface RollBackDialogProps {
  target: { readonly id: string; readonly title: string };
  active: { readonly id: string; readonly title: string };
  leads: number;
  trigger: ReactNode;
  /** What the target would change, in words. */
  changes?: readonly string[] | undefined;
}

const MOST_CHANGES = 6;

/** Asks once, says what happens, and puts an earlier version back in use. */
export function RollBackDialog({ target, active, leads, trigger, changes = [] }: RollBackDialogProps) {
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function rollBack() {
    setBusy(true);
    setProblem(null);
    const answer = await rollBackAction({ scorerId: target.id, expectedActiveId: active.id }).catch(
      () => null,
    );
    setBusy(false);
    if (answer?.ok) {
      setOpen(false);
      toast({ title: `${answer.version} is in use again` });
      router.refresh();
      return;
    }
    setProblem(answer?.message ?? "No answer from the server. Look at what is in use before you try again.");
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        // Only now: while it is open, the question must not change under the hand.
        if (!next && problem) router.refresh();
        setProblem(null);
      }}
      trigger={trigger}
      width={480}
      title={`Roll back to ${target.title}?`}
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button>Keep {active.title}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} busyText="Rolling back" onClick={rollBack}>
            Roll back
          </Button>
        </>
      }
    >
      <Consequence>
        <p>
          {target.title} takes over at once, with the bands it was published with.{" "}
          {formatCount(leads, "lead")} {leads === 1 ? "is" : "are"} scored again in the background; a lead
          keeps its score by {active.title} until its turn.
        </p>
        <p className="mt-2">{active.title} stays here, one click away. No history is lost.</p>
      </Consequence>
      {changes.length > 0 ? (
        <div className="mt-4 text-13 text-ink-2">
          <p className="font-medium text-ink">What changes</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-4">
            {changes.slice(0, MOST_CHANGES).map((change) => (
              <li key={change}>{change}</li>
            ))}
            {changes.length > MOST_CHANGES ? <li>and {changes.length - MOST_CHANGES} more</li> : null}
          </ul>
        </div>
      ) : null}
      {problem ? (
        <Banner tone="danger" live className="mt-4">
          {problem}
        </Banner>
      ) : null}
    </Dialog>
  );
}

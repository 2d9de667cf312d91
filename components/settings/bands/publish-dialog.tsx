"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { diffBands } from "@/lib/core/scoring/bands-diff";
import { publishBandsAction } from "@/lib/modules/bands/actions";
import type { BandsPage } from "@/lib/modules/bands/types";
import { formatCount, formatNumber } from "@/lib/present/format";
import { changesNote } from "@/lib/present/rules-diff-words";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Consequence, Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { useToast } from "../../ui/toast";
import type { BandsInHand } from "./use-bands";

interface PublishDialogProps {
  page: BandsPage;
  hand: BandsInHand;
  isBacktested: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A note, what happens to the leads that are open now, and the deed. */
export function PublishDialog(props: PublishDialogProps) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      width={480}
      title="Publish bands"
      description={
        props.page.scorer.isActive ? undefined : "They wait in the registry until somebody goes over to them."
      }
    >
      {props.open ? <PublishForm {...props} /> : null}
    </Dialog>
  );
}

function PublishForm({ page, hand, isBacktested, onOpenChange }: PublishDialogProps) {
  const router = useRouter();
  const toast = useToast();
  const { draft, bands, openFlips } = hand;
  const [note, setNote] = useState(
    () =>
      `${page.scorer.version} with other bands. ${changesNote(diffBands(page.bands, bands), { most: 250 })}`,
  );
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function publish() {
    if (isBusy) return;
    setBusy(true);
    setProblem(null);
    await draft.settle();
    const answer = await publishBandsAction({
      scorerId: page.scorer.id,
      expectedActiveId: page.active.id,
      content: draft.content,
      note,
    }).catch(() => null);
    if (answer?.ok) {
      toast({
        title: answer.isInUse
          ? `${answer.version} is in use. ${formatCount(answer.leads, "lead")} get their bands in the background`
          : `${answer.version} waits in the registry`,
      });
      onOpenChange(false);
      if (answer.isInUse) router.push("/settings/bands");
      router.refresh();
      return;
    }
    setBusy(false);
    setProblem(answer?.message ?? "No answer from the server. Look at the versions before you try again.");
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          void publish();
        }
      }}
    >
      <Field label="What changes, and why" hint="Stays with the version, for whoever looks back.">
        <Textarea value={note} maxLength={300} rows={3} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Consequence className="mt-4">
        {page.scorer.isActive ? (
          <p>
            {openFlips === null || openFlips === 0
              ? "No open lead changes band today."
              : `${formatNumber(openFlips)} open ${openFlips === 1 ? "lead changes" : "leads change"} band today.`}{" "}
            Scores stay. {page.scorer.version} stays one click away, with the bands it has.
          </p>
        ) : (
          <p>{page.active.version} goes on scoring. This makes a new version beside it.</p>
        )}
        {isBacktested ? null : (
          <p className="mt-2">
            These bands were not backtested. Publishing is possible all the same, and goes on record.
          </p>
        )}
      </Consequence>
      {problem ? (
        <Banner tone="danger" live className="mt-4">
          {problem}
        </Banner>
      ) : null}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <DialogClose>
          <Button variant="quiet">Not now</Button>
        </DialogClose>
        <Button type="submit" variant="primary" busy={isBusy} busyText="Publishing">
          Publish bands
        </Button>
      </div>
    </form>
  );
}

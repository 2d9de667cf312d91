"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { publishModelAction } from "@/lib/modules/models/actions";
import type { PublishData } from "@/lib/modules/models/types-screen";
import { formatCount, formatNumber } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Button, ButtonLink } from "../../ui/button";
import { Consequence } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { useToast } from "../../ui/toast";

const LONGEST_NOTE = 300;

/** A note, what happens, and the deed. */
export function PublishForm({
  data,
}: {
  data: Pick<PublishData, "id" | "nextVersion" | "active" | "leads" | "failed">;
}) {
  const router = useRouter();
  const toast = useToast();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const over = note.trim().length - LONGEST_NOTE;

  async function publish() {
    if (over > 0) return;
    setBusy(true);
    setProblem(null);
    const answer = await publishModelAction({
      modelId: data.id,
      expectedActiveId: data.active.id,
      note: note.trim(),
    }).catch(() => null);
    if (answer?.ok) {
      toast({ title: `${answer.version} is in use` });
      router.push("/models");
      return;
    }
    setBusy(false);
    setProblem(answer?.message ?? "No answer from the server. Look at what is in use before you try again.");
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <Field
        label="Note"
        aside="optional"
        hint="Stays with the version: why it was published."
        error={over > 0 ? `${formatCount(over, "character")} too many.` : undefined}
      >
        <Textarea value={note} onChange={(event) => setNote(event.target.value)} rows={3} name="note" />
      </Field>
      <Consequence className="mt-4">
        <p>
          It takes over from {data.active.title} at once. {formatCount(data.leads, "lead")}{" "}
          {data.leads === 1 ? "is" : "are"} scored again in the background; {data.active.title} stays one
          click away.
        </p>
        {data.failed > 0 ? (
          <p className="mt-2">
            {formatNumber(data.failed)} of the checks {data.failed === 1 ? "has" : "have"} failed. Publishing
            is possible all the same, and goes on record.
          </p>
        ) : null}
      </Consequence>
      {problem ? (
        <Banner
          tone="danger"
          live
          className="mt-4"
          action={
            <ButtonLink href="/models" className="shrink-0">
              See what is in use
            </ButtonLink>
          }
        >
          {problem}
        </Banner>
      ) : null}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy} busyText="Publishing">
          Publish {data.nextVersion}
        </Button>
        <ButtonLink href="/models" variant="quiet">
          Not now
        </ButtonLink>
      </div>
    </form>
  );
}

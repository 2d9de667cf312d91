"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { cancelRunAction, trainRunAction } from "@/lib/modules/training/actions";
import type { CheckedData } from "@/lib/modules/training/types-screen";
import { formatNumber } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { PageBar, PageHeading } from "../../ui/page-bar";
import { CheckedAside } from "./checked-aside";
import { FindingsTable } from "./findings-table";
import { KeepLeakDialog } from "./keep-leak-dialog";
import { type Choices, NO_CHOICES } from "./types";

const TRAIL = [{ href: "/models", label: "Models" }];

/** What the guard found, column by column, and whether there is enough to learn from. Nothing is learnt yet. */
export function CheckedScreen({ data }: { data: CheckedData }) {
  const router = useRouter();
  const [choices, setChoices] = useState<Choices>(NO_CHOICES);
  const [asking, setAsking] = useState<string | null>(null);
  const [busy, setBusy] = useState<"train" | "cancel" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = data.findings.find(({ key }) => key === asking);

  async function act(which: "train" | "cancel") {
    setBusy(which);
    setProblem(null);
    const answer = await (which === "cancel"
      ? cancelRunAction(data.id)
      : trainRunAction(data.id, {
          leaveOut: [...choices.leaveOut],
          keepSuspects: [...choices.keepSuspects],
          keepLeaks: [...choices.keepLeaks].map(([key, reason]) => ({ key, reason })),
        })
    ).catch(() => null);
    if (answer?.ok) {
      router.refresh();
      return;
    }
    setBusy(null);
    setProblem(answer?.message ?? "No answer from the server. Nothing was started; try again.");
  }

  return (
    <>
      <PageBar
        title="Train"
        trail={TRAIL}
        heading={false}
        actions={
          data.mayTrain ? (
            <>
              <Button
                variant="quiet"
                busy={busy === "cancel"}
                busyText="Dropping"
                onClick={() => act("cancel")}
              >
                Drop this run
              </Button>
              <Button
                variant="primary"
                busy={busy === "train"}
                busyText="Starting"
                onClick={() => act("train")}
              >
                Train 5 scorers
              </Button>
            </>
          ) : null
        }
      />
      <div className="xl:grid xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 px-8 pb-16 pt-7 max-xl:px-6 max-md:px-4">
          <PageHeading title="Train on what happened">
            Predicts <span className="font-medium text-ink">{data.outcome}</span>, looked at {data.moment}.
          </PageHeading>
          {problem ? (
            <Banner tone="danger" live className="mt-4">
              {problem}
            </Banner>
          ) : null}
          {data.isPointInTime ? null : (
            <Banner className="mt-4">
              The values are taken as they were imported. That they were known before the outcome is the
              file's word: look at the columns below with that in mind.
            </Banner>
          )}
          <FindingsTable
            findings={data.findings}
            choices={choices}
            mayTrain={data.mayTrain}
            onChoices={setChoices}
            onKeepLeak={setAsking}
          />
        </div>
        <CheckedAside data={data} />
      </div>
      {asked ? (
        <KeepLeakDialog
          finding={asked}
          onClose={() => setAsking(null)}
          onKeep={(reason) => {
            setChoices({ ...choices, keepLeaks: new Map([...choices.keepLeaks, [asked.key, reason]]) });
            setAsking(null);
          }}
        />
      ) : null}
      <p className="sr-only" role="status">
        {formatNumber(data.findings.length)} columns checked
      </p>
    </>
  );
}

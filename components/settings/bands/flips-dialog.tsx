"use client";
import { useEffect, useState } from "react";
import type { BandSet } from "@/lib/core/scoring/types";
import type { BacktestContext, BacktestResult } from "@/lib/modules/backtests/types";
import { flipsOfBandsAction } from "@/lib/modules/bands/actions";
import { formatNumber } from "@/lib/present/format";
import { Banner } from "../../ui/banner";
import { Dialog } from "../../ui/dialog";
import { Loading, Skeleton } from "../../ui/skeleton";
import { PastFlips } from "../past-flips";

interface FlipsDialogProps {
  scorerId: string;
  backtestId: string;
  before: BandSet;
  after: BandSet;
  result: BacktestResult;
  context: BacktestContext;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Leads of the past that these edges would have put into another band, the newest by name. */
export function FlipsDialog(props: FlipsDialogProps) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Who would have flipped"
      description="Leads of the past whose outcome is known, the newest first."
    >
      {props.open ? <Names {...props} /> : null}
    </Dialog>
  );
}

type Answer = Awaited<ReturnType<typeof flipsOfBandsAction>>;

function Names({ scorerId, backtestId, before, after, result, context }: FlipsDialogProps) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let isHere = true;
    const silent: Answer = {
      ok: false,
      code: "silent",
      message: "No answer from the server. Close this and open it again.",
    };
    void flipsOfBandsAction({ scorerId, backtestId, content: { bands: after } })
      .catch(() => silent)
      .then((next) => isHere && setAnswer(next));
    return () => {
      isHere = false;
    };
  }, [scorerId, backtestId, after]);
  if (answer === null)
    return (
      <Loading label="Looking names up">
        <div className="space-y-4">
          {[0, 1, 2, 3].map((line) => (
            <Skeleton key={line} />
          ))}
        </div>
      </Loading>
    );
  if (!answer.ok)
    return (
      <Banner tone="caution" live>
        {answer.message}
      </Banner>
    );
  if (answer.count === 0)
    return <p className="text-13 text-ink-2">Nobody: every lead stays in the band it was in.</p>;
  return (
    <>
      <PastFlips
        flips={answer.flips}
        before={before}
        after={after}
        outcome={result.outcome}
        context={context}
      />
      {answer.count > answer.flips.length ? (
        <p className="mt-3 text-12 text-ink-3">
          The newest {formatNumber(answer.flips.length)} of {formatNumber(answer.count)}.
        </p>
      ) : null}
    </>
  );
}

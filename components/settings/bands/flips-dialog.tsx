"use client";
import { ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import type { BandSet } from "@/lib/core/scoring/types";
import type { BacktestContext, BacktestResult, NamedFlip } from "@/lib/modules/backtests/types";
import { flipsOfBandsAction } from "@/lib/modules/bands/actions";
import { whatHappened } from "@/lib/present/backtest-words";
import { formatNumber } from "@/lib/present/format";
import { bandLook } from "@/lib/present/leads-row";
import { BandBadge } from "../../ui/band";
import { Banner } from "../../ui/banner";
import { Dialog } from "../../ui/dialog";
import { Loading, Skeleton } from "../../ui/skeleton";
import { TextLink } from "../../ui/text-link";

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
      <ul aria-label="Leads that would have been in another band" className="border-t border-line">
        {answer.flips.map((flip) => (
          <Line key={flip.leadId} flip={flip} {...{ before, after, result, context }} />
        ))}
      </ul>
      {answer.count > answer.flips.length ? (
        <p className="mt-3 text-12 text-ink-3">
          The newest {formatNumber(answer.flips.length)} of {formatNumber(answer.count)}.
        </p>
      ) : null}
    </>
  );
}

function Line({
  flip,
  before,
  after,
  result,
  context,
}: { flip: NamedFlip } & Pick<FlipsDialogProps, "before" | "after" | "result" | "context">) {
  const [from, to] = [bandLook(before, flip.fromBand), bandLook(after, flip.toBand)];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line py-2 text-13 sm:grid-cols-[minmax(0,1fr)_auto_112px]">
      <span className="min-w-0 truncate">
        <TextLink href={`/leads/${flip.leadId}`} className="text-ink" prefetch={false}>
          {flip.name}
        </TextLink>
        {flip.company ? <span className="ml-1.5 text-ink-2">{flip.company}</span> : null}
      </span>
      <span className="inline-flex items-center gap-2">
        <span className="w-7 text-right font-medium text-ink">{flip.toScore}</span>
        {from ? <BandBadge band={from} /> : null}
        <ArrowRight aria-label="becomes" role="img" className="size-3.5 text-ink-3" />
        {to ? <BandBadge band={to} /> : null}
      </span>
      <span className="text-right text-12 text-ink-2 max-sm:col-span-2 max-sm:text-left">
        {whatHappened(flip, result.outcome, context)}
      </span>
    </li>
  );
}

import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { CheckedData } from "@/lib/modules/training/types-screen";
import { formatCount, formatNumber, formatShare } from "@/lib/present/format";
import { cn } from "../../ui/cn";

const ORDERS: Readonly<Record<CheckedData["order"], string>> = {
  time: "The oldest 70 % teach, the next 15 % calibrate, the newest 15 % test, as in real use.",
  rows: "The order of the rows stands for time: the first 70 % teach, the next 15 % calibrate, the last 15 % test.",
  kfold: "No order of time is known, so the test leads are drawn at random. The future may be harder.",
};

/** Enough or not, who is not used, how it is tested. */
export function CheckedAside({ data }: { data: CheckedData }) {
  const { rows, positives } = data;
  const isEnough = rows >= 1_000;
  const share = rows === 0 ? 0 : positives / rows;
  return (
    <aside className="border-line px-6 pb-10 pt-7 max-xl:border-t max-md:px-4 xl:min-h-[calc(100dvh-48px)] xl:border-l">
      <Block title={data.enough ? "Enough to learn from" : "Not enough to publish"}>
        <Line passed={isEnough} note="1,000 needed">
          {formatNumber(rows)} leads with a known outcome
        </Line>
        <Line passed={share >= 0.03} note="3 % needed">
          {formatShare(share, 1)} positive, {formatNumber(positives)}
        </Line>
        {data.enough ? null : (
          <p className="mt-3 border-l-2 border-line pl-3 text-12 text-ink-2">
            The run will be exploratory: it shows what could be learnt, and cannot be published. The rules go
            on scoring.
          </p>
        )}
      </Block>
      <Block title="Not used">
        {data.dropped.length === 0 ? (
          <p className="text-12 text-ink-2">Every lead is used.</p>
        ) : (
          <ul className="space-y-1 text-12 text-ink-2">
            {data.dropped.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Block>
      {data.waiting.length > 1 ? (
        <Block title="Is waiting worth it?">
          <table className="w-full text-12">
            <caption className="sr-only">AUC of a plain logistic regression by moment of scoring</caption>
            <tbody>
              {data.waiting.map(({ moment, rows: leads, auc }) => (
                <tr
                  key={moment}
                  className={cn(moment === data.moment ? "font-medium text-ink" : "text-ink-2")}
                >
                  <th scope="row" className="py-1 text-left font-[inherit]">
                    {moment}
                  </th>
                  <td className="py-1 text-right text-ink-3">{formatCount(leads, "lead")}</td>
                  <td className={cn("py-1 pl-3 text-right", moment === data.moment && "font-medium")}>
                    {auc === null ? "too few" : `AUC ${auc.toFixed(2)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="mt-2 text-12 text-ink-3">
            The same leads, those still undecided {data.moment}; a quick logistic regression, tested on the
            newest.
          </p>
        </Block>
      ) : null}
      <Block title="Tested how">
        <div className="flex h-3.5 gap-0.5" aria-hidden="true">
          <span className="flex-[70] rounded-l-1 bg-ink-2" />
          <span className="flex-[15] bg-line-strong" />
          <span className="flex-[15] rounded-r-1 bg-accent" />
        </div>
        <p className="mt-2 text-12 text-ink-2">
          {ORDERS[data.order]} Five folds on the first two parts as well.
        </p>
      </Block>
      <Block title="Scorers">
        <ul className="space-y-1 text-12 text-ink-2">
          <li>Rules, as they are, for comparison</li>
          <li>Naive Bayes, as other systems do it, for comparison</li>
          <li>Logistic regression</li>
          <li>Random forest</li>
          <li>Boosted trees</li>
        </ul>
        <p className="mt-2 text-12 text-ink-3">
          The simplest model within one standard error of the best is proposed, and only if it beats the
          rules.
        </p>
      </Block>
    </aside>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-b border-line py-5 first:pt-0 last:border-b-0">
      <h2 className="text-14 font-semibold text-ink">{title}</h2>
      <div className="mt-3">{children}</div>
    </section>
  );
}

function Line({ passed, note, children }: { passed: boolean; note: string; children: ReactNode }) {
  const Mark = passed ? Check : X;
  return (
    <div className="flex gap-3 py-1.5">
      <Mark
        aria-hidden="true"
        className={cn("mt-0.5 size-4 shrink-0", passed ? "text-accent" : "text-danger")}
      />
      <div>
        <p className="text-13 font-medium text-ink">{children}</p>
        <p className="text-12 text-ink-3">
          {note}
          <span className="sr-only">{passed ? ", met" : ", not met"}</span>
        </p>
      </div>
    </div>
  );
}

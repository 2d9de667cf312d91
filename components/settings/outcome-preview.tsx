"use client";
import { useEffect, useState } from "react";
import { previewOutcomeAction } from "@/lib/modules/outcomes/actions";
import type { OutcomePreview, PreviewResult } from "@/lib/modules/outcomes/types";
import { outcomePreviewWords } from "@/lib/present/outcome-preview";
import { Skeleton } from "../ui/skeleton";
import { TextLink } from "../ui/text-link";

const PAUSE_MS = 350;
const NO_ANSWER: PreviewResult = {
  ok: false,
  code: "no_answer",
  message: "The leads cannot be counted just now. Saving still works.",
};

/** What the choice on the screen means on the leads there are: counted by the server after a pause in typing. */
export function OutcomePreviewAside({ predicted, isFollowed }: { predicted: unknown; isFollowed: boolean }) {
  const asked = JSON.stringify(predicted);
  const [answer, setAnswer] = useState<{ asked: string; result: PreviewResult } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await previewOutcomeAction(JSON.parse(asked)).catch(() => NO_ANSWER);
      if (isCurrent) setAnswer({ asked, result });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);
  const isStale = answer?.asked !== asked;
  return (
    <section
      aria-label="On the leads there are"
      aria-busy={isStale}
      className="h-fit border-l-2 border-accent py-1 pl-4"
    >
      {answer === null ? (
        <>
          <Skeleton className="h-7 w-48" />
          <Skeleton className="mt-3 h-24 w-full" />
        </>
      ) : (
        <div aria-live="polite" className={isStale ? "opacity-60" : undefined}>
          {answer.result.ok ? (
            <Figures preview={answer.result.preview} />
          ) : (
            <p className="text-13 text-ink-2">{answer.result.message}</p>
          )}
        </div>
      )}
      {isFollowed ? null : (
        <p className="mt-4 text-12 text-ink-3">
          Saving scores nothing again. To have scores foretell it,{" "}
          <TextLink href="/models/train">train a model</TextLink>.
        </p>
      )}
    </section>
  );
}

function Figures({ preview }: { preview: OutcomePreview }) {
  const { title, rows, sufficiency, basis } = outcomePreviewWords(preview);
  return (
    <>
      <p className="text-20 font-semibold text-ink">{title}</p>
      <dl className="mt-3 max-w-80">
        {rows.map(({ label, count, strong }) => (
          <div
            key={label}
            className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1 last:border-b-0"
          >
            <dt className={strong ? "text-13 font-medium text-ink" : "text-13 text-ink-2"}>{label}</dt>
            <dd className={strong ? "text-13 font-semibold text-ink" : "text-13 text-ink"}>{count}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-80 text-13 text-ink-2">{sufficiency}</p>
      {basis ? <p className="mt-2 max-w-80 text-12 text-ink-3">{basis}</p> : null}
    </>
  );
}

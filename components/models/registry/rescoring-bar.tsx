"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { RescoringData } from "@/lib/modules/models/types-screen";
import { rescoringSentence } from "@/lib/present/registry-words";
import { Progress } from "../../ui/progress";

const EVERY_MS = 1_000;

/** How far scoring by the version in use is; asks once a second, and goes when it is done. */
export function RescoringBar({ data: first }: { data: RescoringData }) {
  const router = useRouter();
  const [data, setData] = useState(first);
  const [silent, setSilent] = useState(false);
  const done = data.done >= data.total;

  useEffect(() => {
    if (done) {
      router.refresh();
      return;
    }
    const timer = setInterval(async () => {
      const answer = await fetch("/models/progress", { cache: "no-store" }).catch(() => null);
      setSilent(!answer?.ok);
      if (answer?.ok) setData((await answer.json()) as RescoringData);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [done, router]);

  const sentence = rescoringSentence(data.done, data.total, data.version);
  return (
    <section aria-label="Scoring again" className="mb-7 border-b border-line pb-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-13 font-medium text-ink">{sentence}</p>
        <p className="text-12 text-ink-3">
          {silent
            ? "No answer from the server just now; scoring goes on, and this page keeps asking."
            : "You can leave this page. Leads not reached yet keep the score they had."}
        </p>
      </div>
      <Progress
        value={data.total === 0 ? null : data.done / data.total}
        label={`Scoring again by ${data.version}`}
        className="mt-2"
      />
    </section>
  );
}

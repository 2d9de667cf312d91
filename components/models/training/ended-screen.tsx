import type { EndedData } from "@/lib/modules/training/types-screen";
import { ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { PageBar } from "../../ui/page-bar";

const TITLES: Readonly<Record<EndedData["status"], string>> = {
  refused: "Nothing was trained",
  failed: "The run ended early",
  cancelled: "The run was cancelled",
};

/** A run without a result: what is so, and the next step. */
export function EndedScreen({ data }: { data: EndedData }) {
  return (
    <>
      <PageBar title={TITLES[data.status]} trail={[{ href: "/models", label: "Models" }]} />
      <EmptyState
        kind="page"
        title={TITLES[data.status]}
        action={
          data.mayTrain ? (
            <ButtonLink href="/models/train" variant="primary">
              Start another run
            </ButtonLink>
          ) : null
        }
      >
        <p>{data.message}</p>
        <p className="mt-2 text-12 text-ink-3">It was to predict {data.outcome}.</p>
        {data.dropped.length > 0 ? (
          <ul className="mt-2 space-y-1 text-12 text-ink-3">
            {data.dropped.map((sentence) => (
              <li key={sentence}>Not used: {sentence}</li>
            ))}
          </ul>
        ) : null}
      </EmptyState>
    </>
  );
}

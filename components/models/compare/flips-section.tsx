import type { FlipsData } from "@/lib/modules/models/types-screen";
import { formatNumber } from "@/lib/present/format";
import { Loading, Skeleton } from "../../ui/skeleton";
import { BandMatrix } from "./band-matrix";
import { FlipsList } from "./flips-list";

interface FlipsSectionProps {
  flips: Promise<FlipsData | null>;
  inUseTitle: string;
  candidateTitle: string;
}

/** Who changes band, as a matrix; goes under Suspense, since every open lead is scored for it. */
export async function FlipsMatrix({ flips, inUseTitle, candidateTitle }: FlipsSectionProps) {
  const data = await flips;
  if (!data) return <NotWorkedOut />;
  if (data.compared === 0) return <p className="text-13 text-ink-2">{data.sentence}</p>;
  return (
    <>
      <BandMatrix flips={data} inUseTitle={inUseTitle} candidateTitle={candidateTitle} />
      <p className="mt-3 text-13 text-ink-2">
        {data.sentence}
        {data.isSample ? ` Only the ${formatNumber(data.compared)} best ranked were compared.` : ""}
      </p>
    </>
  );
}

/** The same leads by name. */
export async function FlipsByName({ flips }: Pick<FlipsSectionProps, "flips">) {
  const data = await flips;
  if (!data || data.changed === 0) return null;
  return (
    <section aria-labelledby="by-name" className="border-t border-line pt-6">
      <h2 id="by-name" className="mb-2 text-14 font-semibold text-ink">
        By name
        <span className="ml-2 text-12 font-normal text-ink-3">
          {data.leads.length === data.changed
            ? formatNumber(data.changed)
            : `${formatNumber(data.leads.length)} of ${formatNumber(data.changed)}`}
          , the best band first
        </span>
      </h2>
      <FlipsList leads={data.leads} />
    </section>
  );
}

function NotWorkedOut() {
  return (
    <p role="alert" className="text-13 text-ink-2">
      Who changes band could not be worked out. The rest of this page stands; load it again to try once more.
    </p>
  );
}

/** Rows of the matrix to come. */
export function FlipsSkeleton() {
  return (
    <Loading label="Scoring the open leads with it">
      <div className="border-t border-line">
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className="flex h-9 items-center gap-6 border-b border-line last:border-b-0">
            <Skeleton className="w-24" />
            <Skeleton className="w-12" />
            <Skeleton className="w-12" />
            <Skeleton className="w-12" />
            <Skeleton className="ml-auto w-10" />
          </div>
        ))}
      </div>
      <p className="mt-3 text-13 text-ink-3">Scoring the open leads with it</p>
    </Loading>
  );
}

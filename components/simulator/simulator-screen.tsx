"use client";
import type { SimulatorPage } from "@/lib/modules/simulator/types";
import type { SavedView } from "@/lib/modules/views/types";
import { Button } from "../ui/button";
import { ErrorState } from "../ui/empty-state";
import { PageBar } from "../ui/page-bar";
import { Loading, Skeleton } from "../ui/skeleton";
import { useScorers } from "./use-scorers";
import { Workbench } from "./workbench";

/** Fetches the scorers once, then everything happens here. */
export function SimulatorScreen({ page, views }: { page: SimulatorPage; views: readonly SavedView[] }) {
  const { scorers, failed, retry } = useScorers(page.packs);
  if (scorers !== null) return <Workbench page={page} scorers={scorers} views={views} />;
  return (
    <>
      <PageBar title="Simulator" />
      {failed ? (
        <div className="p-8 max-md:p-4">
          <ErrorState
            title="The scorer could not be fetched"
            action={<Button onClick={retry}>Try again</Button>}
          >
            Nothing was changed. Your what-if is in the address and comes back with it.
          </ErrorState>
        </div>
      ) : (
        <Loading label="Fetching the scorer">
          <div className="grid gap-8 p-8 max-md:p-4 md:grid-cols-2">
            {Array.from({ length: 12 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
              <Skeleton key={index} className="h-4 w-full" />
            ))}
          </div>
        </Loading>
      )}
    </>
  );
}

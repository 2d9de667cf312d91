import type { RunRow } from "@/lib/modules/models/types-screen";
import { Spinner } from "../../ui/progress";
import { TextLink } from "../../ui/text-link";

/** Training runs, the newest first. */
export function RunsList({ runs }: { runs: readonly RunRow[] }) {
  return (
    <ul aria-label="Training runs" className="border-t border-line">
      {runs.map((run) => (
        <li
          key={run.id}
          className="grid items-center gap-x-4 border-b border-line py-2.5 text-13 md:grid-cols-[200px_120px_minmax(0,1fr)_minmax(0,1fr)]"
        >
          <TextLink href={`/models/runs/${run.id}`}>{run.name}</TextLink>
          <span className="flex items-center gap-2 text-ink">
            {run.statusText}
            {run.isGoingOn ? <Spinner /> : null}
          </span>
          <span className="truncate text-ink-2" title={run.result}>
            {run.result}
          </span>
          <span className="truncate text-ink-3">
            {run.outcome}, by {run.by}
          </span>
        </li>
      ))}
    </ul>
  );
}

import { leadHref } from "@/lib/modules/leads/query-lead";
import type { SimulatorPage } from "@/lib/modules/simulator/types";
import { formatDay } from "@/lib/present/format";
import { TextLink } from "../ui/text-link";

/** Where the what-if starts, and what one should know about it. */
export function StartNote({ page: { start, sampled, time } }: { page: SimulatorPage }) {
  return (
    <div className="mb-4 space-y-1 text-12 text-ink-2">
      <p>
        {start.kind === "lead" && start.id ? (
          <TextLink href={leadHref(start.id)}>{start.name}</TextLink>
        ) : (
          <span className="font-medium text-ink">{start.name}</span>
        )}
        {start.detail
          ? `, ${start.detail.charAt(0).toLowerCase() === start.detail.charAt(0) || start.kind === "lead" ? start.detail : start.detail.charAt(0).toLowerCase() + start.detail.slice(1)}.`
          : "."}{" "}
        {start.isClosed
          ? `Closed: measured as of ${formatDay(start.moment, time)}.`
          : start.kind === "lead"
            ? "Measured now."
            : null}
      </p>
      {sampled === 0 ? (
        <p>
          There are no leads here yet, so nothing is drawn behind the controls. Scores are the same as they
          will be.
        </p>
      ) : null}
    </div>
  );
}

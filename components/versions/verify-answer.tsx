import { Check, TriangleAlert } from "lucide-react";
import type { VerifyVersionResult } from "@/lib/modules/versions/types";
import { cn } from "../ui/cn";
import { TextLink } from "../ui/text-link";

/** What computing past scores again found; those that differ are named. */
export function VerifyAnswer({ answer }: { answer: VerifyVersionResult }) {
  const isGood = answer.ok && answer.isEqual;
  const Mark = isGood ? Check : TriangleAlert;
  return (
    <div role="status" className={cn("mt-3 text-13", isGood ? "text-ink" : "text-danger")}>
      <p className="flex items-start gap-1.5 font-medium">
        <Mark aria-hidden="true" className={cn("mt-[3px] size-3.5 shrink-0", isGood && "text-accent-text")} />
        {answer.ok ? answer.sentence : answer.message}
      </p>
      {answer.ok && answer.unequal.length > 0 ? (
        <ul className="mt-1 space-y-0.5 pl-5 text-ink-2">
          {answer.unequal.map(({ leadId, name, when, difference }) => (
            <li key={`${leadId} ${when}`}>
              <TextLink href={`/leads/${leadId}?tab=history`}>{name}</TextLink>, {when}: {difference}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

import { Check, Minus, X } from "lucide-react";
import type { PublishData } from "@/lib/modules/models/types-screen";
import { cn } from "../../ui/cn";

/** What to check before a model goes to work: each line passed, failed or not measured, in a sentence. */
export function ReadinessList({ lines }: { lines: PublishData["readiness"] }) {
  return (
    <ul aria-label="Readiness" className="border-t border-line">
      {lines.map(({ key, passed, mark, sentence }) => {
        const Icon = passed === null ? Minus : passed ? Check : X;
        return (
          <li key={key} className="flex items-start gap-2.5 border-b border-line py-2 text-13">
            <Icon
              aria-hidden="true"
              className={cn(
                "mt-0.5 size-4 shrink-0",
                passed ? "text-accent" : passed === false ? "text-danger" : "text-ink-3",
              )}
            />
            <span className="min-w-0 flex-1 text-ink">{sentence}</span>
            <span className={cn("shrink-0 text-12", passed === false ? "text-danger" : "text-ink-3")}>
              {mark}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

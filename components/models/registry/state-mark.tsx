import type { VersionState } from "@/lib/modules/models/types-screen";
import { Chip } from "../../ui/chip";

/** The state of a version: the one in use and the exploratory stand out, the others are plain words. */
export function StateMark({ state, text }: { state: VersionState; text: string }) {
  if (state === "in_use")
    return (
      <span className="inline-flex h-5 items-center rounded-1 border border-accent-line bg-accent-soft px-1.5 text-12 font-medium text-accent-text">
        {text}
      </span>
    );
  if (state === "exploratory") return <Chip dashed>{text}</Chip>;
  return <span className="text-ink-2">{text}</span>;
}

import type { ReactNode } from "react";

/** Something to copy into a page; wraps rather than widens. */
export function Code({ text, label, action }: { text: string; label: string; action?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div role="group" aria-label={label} className="rounded-2 border border-line bg-bg">
      {action ? (
        <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pl-3.5 pr-1.5">
          <span className="text-12 font-medium text-ink-2">{label}</span>
          {action}
        </div>
      ) : null}
      <pre className="whitespace-pre-wrap p-3.5 font-mono text-12 leading-5 text-ink [overflow-wrap:anywhere]">
        {text}
      </pre>
    </div>
  );
}

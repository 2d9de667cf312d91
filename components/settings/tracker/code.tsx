import type { ReactNode } from "react";

/** Something to copy into a page; wraps rather than widens. */
export function Code({ text, label, action }: { text: string; label: string; action?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div role="group" aria-label={label} className="relative rounded-2 border border-line bg-bg">
      {action ? (
        <div className="flex justify-end px-2 pt-2 md:absolute md:right-0 md:top-0">{action}</div>
      ) : null}
      <pre className="whitespace-pre-wrap break-words p-3.5 font-mono text-12 leading-5 text-ink [overflow-wrap:anywhere] md:pr-28">
        {text}
      </pre>
    </div>
  );
}

import { Fragment } from "react";

/** A sentence of the document: what stands between backticks is code. */
export function RichLine({ text }: { text: string }) {
  const parts = text.split("`");
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text
    <Fragment key={index}>
      {index % 2 === 1 && index < parts.length - 1 ? (
        <code className="rounded-1 bg-sunken px-1 font-mono text-12 text-ink [overflow-wrap:anywhere]">
          {part}
        </code>
      ) : (
        part
      )}
    </Fragment>
  ));
}

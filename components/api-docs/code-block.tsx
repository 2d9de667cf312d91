"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";

interface CodeBlockProps {
  /** What it is, for those who do not see it: "Example of the body". */
  label: string;
  code: string;
  className?: string | undefined;
}

/** Code that can be copied; it scrolls within itself. */
export function CodeBlock({ label, code, className }: CodeBlockProps) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={cn("relative rounded-3 border border-line bg-sunken", className)}>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className="max-h-96 overflow-auto rounded-3"
      >
        <pre className="p-3 pr-12 font-mono text-12 text-ink">
          <code>{code}</code>
        </pre>
      </section>
      <span className="absolute right-1 top-1 bg-sunken">
        <IconButton
          label={copied ? "Copied" : `Copy: ${label}`}
          onClick={() =>
            navigator.clipboard.writeText(code).then(
              () => {
                setCopied(true);
                setTimeout(() => setCopied(false), 2_000);
              },
              // Without a clipboard the text can be selected.
              () => undefined,
            )
          }
          icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        />
      </span>
    </div>
  );
}

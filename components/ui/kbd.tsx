import { cn } from "./cn";

interface KbdProps {
  /** What to press, Apple style: "⌘K", "⌘↵", "Esc". "⌘" reads "Ctrl" elsewhere. */
  children: string;
  tone?: "default" | "on-accent" | "on-ink" | "inherit" | undefined;
  round?: boolean | undefined;
  className?: string | undefined;
}

const tones = {
  default: "border-line-strong text-ink-3",
  "on-accent": "border-on-accent/45 text-on-accent",
  "on-ink": "border-surface/40 text-surface dark:border-line-strong dark:text-ink-2",
  inherit: "border-current/45 text-current",
};

/** A key hint, 18 px, beside its action. Not announced: the control carries aria-keyshortcuts. Hidden on touch. */
export function Kbd({ children, tone = "default", round, className }: KbdProps) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex h-[18px] min-w-[18px] shrink-0 items-center justify-center border px-1 font-sans text-11 font-medium touch:hidden",
        round ? "rounded-pill" : "rounded-1",
        tones[tone],
        className,
      )}
    >
      {children.includes("⌘") ? (
        <>
          <span className="os-mac">{children}</span>
          <span className="os-other">{children.replace("⌘", "Ctrl ")}</span>
        </>
      ) : (
        children
      )}
    </span>
  );
}

/** The same keys in the words of aria-keyshortcuts. */
export function ariaShortcut(keys: string): string {
  if (!keys.includes("⌘")) return keys === "↵" ? "Enter" : keys === "Esc" ? "Escape" : keys;
  const rest = keys.replace("⌘", "").replace("↵", "Enter");
  return `Meta+${rest} Control+${rest}`;
}

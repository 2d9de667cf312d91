import { cn } from "./cn";

/** Our mark: a dark square, rising bars, the tallest of them a 1. */
export function Logo({
  size = 20,
  className,
}: {
  size?: number | undefined;
  className?: string | undefined;
}) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      className={cn("shrink-0 text-ink", className)}
    >
      <rect width="24" height="24" rx="6" fill="currentColor" />
      <g className="fill-surface">
        <rect x="5" y="14" width="3" height="4.5" rx=".6" opacity=".5" />
        <rect x="9.6" y="10.6" width="3" height="7.9" rx=".6" opacity=".75" />
        <path d="M18.6 18.5h-3.2V9.9l-2 1.1V8.2l2.9-2.7h2.3z" />
      </g>
    </svg>
  );
}

/** The mark with the product's name, as on the sign-in page. */
export function Wordmark({ className }: { className?: string | undefined }) {
  return (
    <span className={cn("inline-flex items-center gap-2 text-14 font-semibold text-ink", className)}>
      <Logo size={24} />
      Firstcall
    </span>
  );
}

import { cn } from "./cn";

/** A grey stand-in. Give it the size of what comes, so that nothing jumps. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden="true" className={cn("block h-3 animate-pulse rounded-1 bg-line", className)} />;
}

/** Says once that something loads; the shapes inside are silent. */
export function Loading({
  label = "Loading",
  children,
}: {
  label?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

const widths = ["w-40", "w-32", "w-44", "w-36", "w-28", "w-48"];

/** Rows of a two-line list or table, 48 px each. */
export function SkeletonRows({
  rows = 12,
  className,
}: {
  rows?: number | undefined;
  className?: string | undefined;
}) {
  return (
    <Loading>
      <div className={className}>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <div key={index} className="flex h-12 items-center gap-4 border-b border-line max-md:h-[84px]">
            <Skeleton className="h-4 w-7" />
            <Skeleton className="w-14" />
            <div className="space-y-1.5">
              <Skeleton className={widths[index % widths.length]} />
              <Skeleton className="h-2.5 w-24" />
            </div>
            <div className="ml-8 flex-1 space-y-1.5 max-md:hidden">
              <Skeleton className={cn("max-w-full", widths[(index + 3) % widths.length], "w-72")} />
              <Skeleton className="h-2.5 w-52" />
            </div>
            <Skeleton className="ml-auto size-5 rounded-pill" />
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** A section: heading and a few lines. */
export function SkeletonSection({
  lines = 4,
  className,
}: {
  lines?: number | undefined;
  className?: string | undefined;
}) {
  return (
    <Loading>
      <div className={cn("space-y-3", className)}>
        <Skeleton className="h-3.5 w-32" />
        {Array.from({ length: lines }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <Skeleton key={index} className={cn("max-w-full", widths[index % widths.length])} />
        ))}
      </div>
    </Loading>
  );
}

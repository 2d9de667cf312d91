import { PageBar } from "../ui/page-bar";
import { Skeleton, SkeletonRows } from "../ui/skeleton";

/** The list's frame in place, rows to come. */
export function LeadsSkeleton() {
  return (
    <>
      <PageBar title="Leads" className="px-6" />
      <div className="flex h-10 items-center gap-6 border-b border-line px-6 max-md:h-12 max-md:px-4">
        <Skeleton className="w-20" />
        <Skeleton className="w-14" />
        <Skeleton className="w-28" />
      </div>
      <div className="flex h-12 items-center gap-2 border-b border-line px-6 max-md:hidden">
        <Skeleton className="h-7 w-[220px]" />
        <Skeleton className="h-6 w-20" />
        <Skeleton className="h-6 w-24" />
      </div>
      <div className="h-8 border-b border-line bg-bg max-md:hidden" />
      <SkeletonRows rows={16} className="px-6 max-md:px-4" />
    </>
  );
}

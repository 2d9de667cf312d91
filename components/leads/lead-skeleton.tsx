import { PageBar } from "../ui/page-bar";
import { Skeleton, SkeletonSection } from "../ui/skeleton";

/** A lead's frame while it is read. */
export function LeadSkeleton() {
  return (
    <>
      <PageBar title="Lead" heading={false} trail={[{ href: "/leads", label: "Leads" }]} />
      <div className="px-8 py-6 max-xl:px-6 max-md:px-4">
        <div className="flex justify-between">
          <div className="space-y-3">
            <Skeleton className="h-6 w-52" />
            <Skeleton className="w-72 max-w-full" />
          </div>
          <Skeleton className="h-12 w-20 max-md:hidden" />
        </div>
        <div className="mt-8 flex gap-6 border-b border-line pb-3">
          <Skeleton className="w-10" />
          <Skeleton className="w-16" />
          <Skeleton className="w-20" />
        </div>
        <SkeletonSection lines={12} className="mt-6" />
      </div>
    </>
  );
}

import { ImportBar } from "@/components/import/import-bar";
import { Skeleton } from "@/components/ui/skeleton";

export default function ImportLoading() {
  return (
    <>
      <ImportBar step={0} />
      <div className="mx-auto max-w-[792px] px-4 pt-10 md:px-6">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="mt-6 h-52" />
      </div>
    </>
  );
}

import { SkeletonRows } from "@/components/ui/skeleton";

/** While a page without a loading of its own is being drawn: bar and rows, in place. */
export default function AppLoading() {
  return (
    <>
      <div className="h-12 border-b border-line max-md:h-[52px]" />
      <SkeletonRows className="px-6 pt-20 max-md:px-4 max-md:pt-4" />
    </>
  );
}

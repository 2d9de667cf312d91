import type { ReactNode } from "react";
import { cn } from "../ui/cn";

/** One strip of the page between hairlines: thirds, halves, one wide beside one narrow, or all of it. */
export function SectionGrid({
  columns,
  keepsOnPaper,
  children,
}: {
  columns: "whole" | "thirds" | "halves" | "third-and-rest" | "rest-and-third";
  /** Halves stay side by side when printed. */
  keepsOnPaper?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        "grid grid-cols-1 gap-y-10 border-t border-line py-7 print:break-inside-avoid",
        columns === "thirds" && "gap-x-8 md:grid-cols-2 xl:grid-cols-3",
        columns === "halves" &&
          cn("gap-x-12 xl:grid-cols-2", keepsOnPaper && "print:grid-cols-2 print:gap-x-6"),
        columns === "third-and-rest" && "gap-x-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,2.1fr)]",
        columns === "rest-and-third" && "gap-x-12 xl:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)]",
        "[&>*]:min-w-0",
        keepsOnPaper && "print:py-5",
      )}
    >
      {children}
    </div>
  );
}

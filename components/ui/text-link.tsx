import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Link in text or at the end of a section: green and 500, underlined when pointed at. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={cn(linkClass, className)} />;
}

/** The same for `<a>` and `<button>`. */
export const linkClass =
  "rounded-1 font-medium text-accent-text underline-offset-2 transition-colors duration-(--fast) hover:underline";

import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** tailwind-merge has to know our scale, or it takes `text-13` for a colour and drops `text-ink`. */
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["10", "11", "12", "13", "14", "16", "20", "24", "28", "40", "56", "score"],
      radius: ["bar", "1", "2", "3", "4", "pill"],
      shadow: ["raised", "overlay"],
    },
  },
});

/** Joins class names; a later utility wins over an earlier one of the same kind. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}

"use client";
import { useRouter } from "next/navigation";
import type { CompareData } from "@/lib/modules/models/types-screen";
import { Select } from "../../ui/select";

interface VersionChoiceProps {
  /** "This", "with": the grey word before the version. */
  word: string;
  label: string;
  side: "a" | "b";
  value: string;
  other: string;
  choices: CompareData["choices"];
}

/** Another version on one side; the address changes with it. */
export function VersionChoice({ word, label, side, value, other, choices }: VersionChoiceProps) {
  const router = useRouter();
  return (
    <Select
      size="sm"
      prefix={word}
      aria-label={label}
      value={value}
      onValueChange={(next) =>
        router.push(
          side === "a" ? `/models/compare?a=${next}&b=${other}` : `/models/compare?a=${other}&b=${next}`,
        )
      }
      options={choices
        .filter(({ id }) => id !== other)
        .map(({ id, title, detail }) => ({ value: id, label: title, hint: detail }))}
      className="w-auto max-md:w-full"
    />
  );
}

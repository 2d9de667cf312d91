"use client";
import type { ScreenColumn } from "@/lib/modules/imports/types-screen";
import { noteWords, typeWords } from "@/lib/present/import-words";
import { cn } from "../ui/cn";
import { Combobox, type ComboboxOption } from "../ui/combobox";

interface MappingRowProps {
  column: ScreenColumn;
  to: string;
  inSeconds: boolean;
  options: readonly ComboboxOption[];
  needsYou: boolean;
  onPlace: (to: string) => void;
}

/** One column: what it holds, where it goes, what to know. A protected one goes nowhere and cannot be moved. */
export function MappingRow({ column, to, inSeconds, options, needsYou, onPlace }: MappingRowProps) {
  const { name, type, filledShare, distinct, samples, isPercent, doubt, protectedWords } = column;
  const note = protectedWords
    ? "Never used to score. Cannot be turned on."
    : noteWords({ to, type, distinct, filledShare, inSeconds, isPercent, doubt: needsYou ? doubt : null });
  return (
    <li className="grid min-h-11 items-center gap-x-4 gap-y-1.5 border-b border-line py-1.5 last:border-b-0 max-md:py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_248px] xl:grid-cols-[184px_minmax(0,1fr)_248px_150px]">
      <div className="min-w-0">
        <p className="truncate text-13 font-medium text-ink" title={name}>
          {name}
        </p>
        <p className="text-12 text-ink-3">{typeWords(type, filledShare)}</p>
      </div>
      <p className="line-clamp-2 text-12 text-ink-2 [overflow-wrap:anywhere]">
        {samples.length === 0 ? (
          <span className="text-ink-3">No values</span>
        ) : (
          samples.map((sample) => (sample.length > 40 ? `${sample.slice(0, 39)}…` : sample)).join(", ")
        )}
      </p>
      {protectedWords ? (
        <div className="flex h-7 items-center gap-1.5 rounded-2 border border-dashed border-line-control px-[9px] text-13 text-ink-2 max-md:h-11">
          <span className="text-12 text-ink-3">Left out</span>
          <span className="truncate">Protected attribute</span>
        </div>
      ) : (
        <Combobox
          aria-label={`${name} goes to`}
          searchPlaceholder="Search fields and signals"
          options={options}
          value={to}
          onValueChange={onPlace}
          className={cn("w-full", needsYou && "border-accent")}
        />
      )}
      <p
        className={cn(
          "text-12 md:col-span-full xl:col-span-1",
          needsYou ? "text-caution" : "text-ink-3",
          note === "" && "max-xl:hidden",
        )}
      >
        {note}
        {protectedWords ? <span className="block xl:sr-only">{protectedWords}.</span> : null}
      </p>
    </li>
  );
}

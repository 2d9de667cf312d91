"use client";
import { cn } from "../ui/cn";
import { SegmentedControl } from "../ui/radio-group";

interface ViewSwitchProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
  /** aside: right of the title, on a wide screen; below: above the chart, on a phone. */
  place: "aside" | "below";
}

/** Two views of one section. It stands twice, as a title on a phone has no room beside it. */
export function ViewSwitch<T extends string>({ label, value, onChange, options, place }: ViewSwitchProps<T>) {
  return (
    <div data-print="hide" className={cn(place === "aside" ? "max-md:hidden" : "mb-4 md:hidden")}>
      <SegmentedControl
        label={label}
        value={value}
        onValueChange={onChange}
        options={options}
        className={place === "below" ? "w-full" : undefined}
      />
    </div>
  );
}

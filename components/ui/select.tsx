"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { floatClass, itemClass } from "./float-class";
import { type ControlSize, controlClass } from "./input";

export interface SelectOption {
  value: string;
  label: string;
  /** The grey word before the value: "Signal", "Own signal", "Attribute". */
  kind?: string | undefined;
  /** Right of the label in the open list. */
  hint?: string | undefined;
  disabled?: boolean | undefined;
}
export interface SelectGroup {
  heading: string;
  options: readonly SelectOption[];
}

export interface SelectProps {
  /** Flat options, or groups with a heading each. Values are never empty strings. */
  options: readonly SelectOption[] | readonly SelectGroup[];
  value?: string | undefined;
  defaultValue?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
  /** Shown while nothing is chosen; `kind` is its grey word ("Choose" + "what it is"). */
  placeholder?: ReactNode;
  placeholderKind?: string | undefined;
  /** A grey word that stays whatever is chosen ("Column", "Zone"). */
  prefix?: string | undefined;
  name?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  size?: ControlSize | undefined;
  id?: string | undefined;
  "aria-label"?: string | undefined;
  className?: string | undefined;
}

function isGroup(entry: SelectOption | SelectGroup): entry is SelectGroup {
  return "options" in entry;
}

/** One of many. For more than about fifteen options take Combobox. */
export function Select({
  options,
  placeholder,
  placeholderKind,
  prefix,
  size = "sm",
  className,
  id,
  onValueChange,
  ...rest
}: SelectProps) {
  const { "aria-label": ariaLabel, value, defaultValue, name, required, disabled } = rest;
  const a11y = useFieldControl({ id });
  const flat = options.flatMap((entry) => (isGroup(entry) ? entry.options : [entry]));
  const known = new Map(flat.map((option) => [option.value, option]));
  return (
    <Primitive.Root
      {...(value === undefined ? {} : { value })}
      {...(defaultValue === undefined ? {} : { defaultValue })}
      {...(name === undefined ? {} : { name })}
      {...(required === undefined ? {} : { required })}
      {...(disabled === undefined ? {} : { disabled })}
      onValueChange={(next) => onValueChange?.(next)}
    >
      <Primitive.Trigger
        {...a11y}
        aria-label={ariaLabel}
        className={cn(
          controlClass(size),
          "group flex items-center gap-1.5 px-[9px] text-left max-md:text-14",
          className,
        )}
      >
        {prefix ? <span className="shrink-0 text-12 text-ink-3">{prefix}</span> : null}
        <span className="min-w-0 flex-1 truncate font-medium">
          <Primitive.Value
            placeholder={
              <>
                {placeholderKind ? (
                  <span className="mr-1.5 text-12 font-normal text-ink-3">{placeholderKind}</span>
                ) : null}
                <span className={placeholderKind ? undefined : "font-normal text-ink-3"}>
                  {placeholder ?? "Choose"}
                </span>
              </>
            }
          >
            {value !== undefined && known.get(value) ? (
              <>
                {known.get(value)?.kind ? (
                  <span className="mr-1.5 text-12 font-normal text-ink-3">{known.get(value)?.kind}</span>
                ) : null}
                {known.get(value)?.label}
              </>
            ) : undefined}
          </Primitive.Value>
        </span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatClass,
            "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[min(420px,calc(100vw-16px))]",
          )}
        >
          <Primitive.Viewport className="max-h-80 p-1">
            {options.map((entry) =>
              isGroup(entry) ? (
                <Primitive.Group key={entry.heading}>
                  <Primitive.Label className="px-2 pb-1 pt-2 text-12 text-ink-3">
                    {entry.heading}
                  </Primitive.Label>
                  {entry.options.map((option) => (
                    <Item key={option.value} option={option} />
                  ))}
                </Primitive.Group>
              ) : (
                <Item key={entry.value} option={entry} />
              ),
            )}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Item({ option }: { option: SelectOption }) {
  return (
    <Primitive.Item
      value={option.value}
      disabled={option.disabled ?? false}
      textValue={option.label}
      className={cn(itemClass, "pr-7")}
    >
      {option.kind ? <span className="text-12 text-ink-3">{option.kind}</span> : null}
      <Primitive.ItemText>{option.label}</Primitive.ItemText>
      {option.hint ? <span className="ml-auto pl-4 text-12 text-ink-3">{option.hint}</span> : null}
      <Primitive.ItemIndicator className="absolute right-2 text-accent-text">
        <Check aria-hidden="true" className="size-3.5" />
      </Primitive.ItemIndicator>
    </Primitive.Item>
  );
}

/** Looks like a Select that cannot be opened: dashed, no chevron, the reason in words. For protected columns. */
export function FixedSelect({
  kind,
  children,
  className,
}: {
  kind: string;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <div
      className={cn(
        "flex h-7 w-full items-center gap-1.5 rounded-2 border border-dashed border-line-control px-[9px] text-13 text-ink-2 max-md:h-11",
        className,
      )}
    >
      <span className="text-12 text-ink-3">{kind}</span>
      <span className="truncate">{children}</span>
    </div>
  );
}

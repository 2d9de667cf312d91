"use client";
import { Check, ChevronDown, Search } from "lucide-react";
import { Popover as Primitive } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { floatClass, itemClass } from "./float-class";
import { type ControlSize, controlClass } from "./input";

export interface ComboboxOption {
  value: string;
  label: string;
  /** Grey word before the label, searched too. */
  kind?: string | undefined;
  /** Right of the label. */
  hint?: string | undefined;
  /** Options of one group stand together under its heading. */
  group?: string | undefined;
  disabled?: boolean | undefined;
}

interface ComboboxProps {
  options: readonly ComboboxOption[];
  value: string | null;
  onValueChange: (value: string) => void;
  /** Accessible name where no Field gives one. */
  "aria-label"?: string | undefined;
  placeholder?: ReactNode;
  placeholderKind?: string | undefined;
  searchPlaceholder?: string | undefined;
  emptyText?: string | undefined;
  /** At most so many are listed; a search finds the others. */
  mostShown?: number | undefined;
  /** What is typed into the search box: for options that come from elsewhere. */
  onSearch?: ((query: string) => void) | undefined;
  name?: string | undefined;
  size?: ControlSize | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
}

/** One of many, with a search box: the arrow keys move, Enter takes, Esc closes. */
export function Combobox({
  options,
  value,
  onValueChange,
  placeholder = "Choose",
  placeholderKind,
  size = "sm",
  name,
  disabled,
  mostShown,
  onSearch,
  className,
  ...rest
}: ComboboxProps) {
  const { searchPlaceholder = "Search", emptyText = "Nothing matches", "aria-label": ariaLabel } = rest;
  const a11y = useFieldControl({});
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const chosen = options.find((option) => option.value === value);
  const needle = query.trim().toLocaleLowerCase("en");
  // Closed, nothing is listed: a page that draws often does not search a thousand options each time.
  const matching = open
    ? options.filter((option) =>
        `${option.kind ?? ""} ${option.label}`.toLocaleLowerCase("en").includes(needle),
      )
    : [];
  const shown = mostShown === undefined ? matching : matching.slice(0, mostShown);

  function take(option: ComboboxOption | undefined) {
    if (!option || option.disabled) return;
    onValueChange(option.value);
    setOpen(false);
  }
  function move(to: number) {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  }
  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: shown.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(shown[active]);
    }
  }

  return (
    <Primitive.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setQuery("");
        const place = options.findIndex((option) => option.value === value);
        setActive(place < 0 || place >= (mostShown ?? options.length) ? 0 : place);
      }}
    >
      {name ? <input type="hidden" name={name} value={value ?? ""} /> : null}
      <Primitive.Trigger
        {...a11y}
        type="button"
        disabled={disabled}
        role="combobox"
        aria-label={ariaLabel}
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-haspopup="listbox"
        className={cn(
          controlClass(size),
          "flex items-center gap-1.5 px-[9px] text-left max-md:text-14",
          className,
        )}
      >
        {(chosen ? chosen.kind : placeholderKind) ? (
          <span className="shrink-0 text-12 text-ink-3">{chosen ? chosen.kind : placeholderKind}</span>
        ) : null}
        <span
          className={cn("min-w-0 flex-1 truncate", chosen || placeholderKind ? "font-medium" : "text-ink-3")}
        >
          {chosen ? chosen.label : placeholder}
        </span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={ariaLabel ?? searchPlaceholder}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatClass,
            "w-[max(var(--radix-popover-trigger-width),260px)] max-w-[calc(100vw-16px)]",
          )}
        >
          <div className="flex items-center gap-2 border-b border-line px-3">
            <Search aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
            <input
              // biome-ignore lint/a11y/noAutofocus: the list was opened to be searched
              autoFocus
              role="combobox"
              aria-expanded="true"
              aria-label={searchPlaceholder}
              aria-controls={listId}
              aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
              value={query}
              placeholder={searchPlaceholder}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
                onSearch?.(event.target.value);
              }}
              onKeyDown={onKeyDown}
              className="h-9 w-full bg-transparent text-13 outline-none max-md:h-11 max-md:text-16"
            />
          </div>
          <div
            ref={list}
            id={listId}
            role="listbox"
            aria-label={ariaLabel ?? searchPlaceholder}
            className="max-h-72 overflow-y-auto p-1"
          >
            {shown.map((option, index) => (
              <div key={option.value} role="presentation">
                {option.group && option.group !== shown[index - 1]?.group ? (
                  <div role="presentation" className="px-2 pb-1 pt-2 text-12 text-ink-3">
                    {option.group}
                  </div>
                ) : null}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the search box holds the keyboard */}
                <div
                  id={`${listId}-${index}`}
                  data-index={index}
                  role="option"
                  tabIndex={-1}
                  aria-selected={option.value === value}
                  aria-disabled={option.disabled || undefined}
                  data-active={index === active}
                  {...(option.disabled ? { "data-disabled": "" } : {})}
                  onMouseMove={() => setActive(index)}
                  onClick={() => take(option)}
                  className={cn(itemClass, "pr-7")}
                >
                  {option.kind ? <span className="text-12 text-ink-3">{option.kind}</span> : null}
                  <span className="min-w-0 truncate">{option.label}</span>
                  {option.hint ? (
                    <span className="ml-auto pl-3 text-12 text-ink-3">{option.hint}</span>
                  ) : null}
                  {option.value === value ? (
                    <Check aria-hidden="true" className="absolute right-2 !size-3.5 !text-accent-text" />
                  ) : null}
                </div>
              </div>
            ))}
          </div>
          {shown.length === 0 ? (
            <p role="status" className="px-3 pb-3 pt-1 text-12 text-ink-3">
              {emptyText}
            </p>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

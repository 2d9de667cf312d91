"use client";
import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { floatClass, itemClass } from "./float-class";
import { controlClass } from "./input";

export interface TagSuggestion {
  /** What is kept. */
  readonly value: string;
  /** What is shown. */
  readonly label: string;
  readonly hint?: string | undefined;
}

interface TagInputProps {
  /** Accessible name: "Territories of Maya Lindqvist". */
  label: string;
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  suggestions: readonly TagSuggestion[];
  /** Shown while there is no tag. */
  placeholder: string;
  /** Shows what no suggestion names as it was typed: domains. Otherwise its words begin with a capital. */
  asTyped?: boolean | undefined;
  className?: string | undefined;
}

const MOST_SHOWN = 50;
const keyOf = (text: string) => text.trim().toLocaleLowerCase("en");

/** Any number of words: Enter takes the suggestion or what was typed, Backspace takes the last one away. */
export function TagInput({
  label,
  value,
  onValueChange,
  suggestions,
  placeholder,
  asTyped,
  className,
}: TagInputProps) {
  const { "aria-describedby": describedBy, "aria-invalid": invalid, id } = useFieldControl({});
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const typed = keyOf(query);
  const suggested = new Map(suggestions.map((suggestion) => [suggestion.value, suggestion.label]));
  const labelOf = (one: string) => suggested.get(one) ?? one;
  const matching = suggestions
    .filter((one) => !value.includes(one.value) && keyOf(one.label).includes(typed))
    .slice(0, MOST_SHOWN);
  const isNew = typed !== "" && !value.includes(typed) && !matching.some((one) => one.value === typed);
  const options = isNew
    ? [...matching, { value: typed, label: query.trim(), hint: "as typed", isTyped: true }]
    : matching;

  function take(one: TagSuggestion | undefined) {
    if (!one) return;
    onValueChange([...value, one.value]);
    setQuery("");
    setActive(0);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((was) => (open ? Math.max(0, Math.min(options.length - 1, was + step)) : 0));
    } else if (event.key === "Enter" && (open || typed !== "")) {
      event.preventDefault();
      take(options[active]);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Backspace" && query === "" && value.length > 0) {
      onValueChange(value.slice(0, -1));
    }
  }

  const showList = open && options.length > 0;
  return (
    <div className={cn("relative min-w-0", className)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field inside is the control; this only widens it for the pointer */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field itself takes every key */}
      <div
        onClick={(event) => {
          if (event.target === event.currentTarget) input.current?.focus();
        }}
        className={cn(
          controlClass(),
          "flex h-auto min-h-8 cursor-text flex-wrap items-center gap-1 px-1.5 py-1 focus-within:outline-2 focus-within:outline-focus max-md:h-auto max-md:min-h-11",
        )}
      >
        {value.map((one) => (
          <span
            key={one}
            className="inline-flex h-[22px] max-w-full items-center gap-1 rounded-1 border border-line-strong bg-bg pl-1.5 pr-0.5 text-12 font-medium text-ink max-md:h-8"
          >
            <span className={cn("truncate", !asTyped && !suggested.has(one) && "capitalize")}>
              {labelOf(one)}
            </span>
            <button
              type="button"
              aria-label={`Remove ${labelOf(one)}`}
              onClick={() => {
                onValueChange(value.filter((other) => other !== one));
                input.current?.focus();
              }}
              className="touch-target inline-flex size-4 items-center justify-center rounded-1 text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X aria-hidden="true" className="size-3" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          aria-expanded={showList}
          aria-controls={showList ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={showList && options[active] ? `${listId}-${active}` : undefined}
          autoComplete="off"
          value={query}
          placeholder={value.length === 0 ? placeholder : ""}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          className="h-[22px] min-w-16 flex-1 bg-transparent px-1 text-13 outline-none placeholder:text-ink-3 max-md:h-8 max-md:text-16"
        />
      </div>
      {showList ? (
        <div
          id={listId}
          role="listbox"
          aria-label={label}
          tabIndex={-1}
          className={cn(floatClass, "absolute inset-x-0 top-full mt-1 max-h-60 min-w-52 overflow-y-auto p-1")}
        >
          {options.map((one, index) => (
            <div
              key={one.value}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              data-active={index === active}
              className={itemClass}
              // The field keeps the focus, so that the list stays open for the next one.
              onMouseDown={(event) => {
                event.preventDefault();
                take(one);
              }}
              onMouseEnter={() => setActive(index)}
            >
              {"isTyped" in one ? <Plus aria-hidden="true" /> : null}
              <span className="min-w-0 flex-1 truncate">{one.label}</span>
              {one.hint ? <span className="text-12 text-ink-3">{one.hint}</span> : null}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

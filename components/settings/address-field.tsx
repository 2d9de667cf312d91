"use client";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { TestButton } from "./test-button";

interface AddressFieldProps {
  label: string;
  hint: string;
  placeholder: string;
  /** The saved address, masked; null: none is saved. */
  saved: string | null;
  /** undefined: as it is saved; "": taken away; else what is typed. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  error?: string | undefined;
  test: "slack" | "webhook";
}

/** An address that is a secret: once saved it is shown by host and last characters, replaced or taken away whole. */
export function AddressField({
  label,
  hint,
  placeholder,
  saved,
  value,
  onChange,
  error,
  test,
}: AddressFieldProps) {
  if (saved !== null && value === undefined)
    return (
      <div>
        <p className="mb-1 text-12 font-medium text-ink">{label}</p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="min-w-0 font-mono text-12 text-ink-2 [overflow-wrap:anywhere]">{saved}</span>
          <span className="flex flex-wrap gap-2">
            <Button aria-label={`Replace ${label}`} onClick={() => onChange(" ")}>
              Replace
            </Button>
            <Button aria-label={`Remove ${label}`} variant="danger" onClick={() => onChange("")}>
              Remove
            </Button>
          </span>
        </div>
        <TestButton target={test} label="Send a test" className="mt-2" />
        <p className="mt-1 text-12 text-ink-3">{hint}</p>
      </div>
    );
  if (saved !== null && value === "")
    return (
      <div>
        <p className="mb-1 text-12 font-medium text-ink">{label}</p>
        <p className="flex flex-wrap items-center gap-3 text-13 text-ink-2">
          <span>
            <s className="font-mono text-12 text-ink-3">{saved}</s> is taken away when you save.
          </span>
          <Button onClick={() => onChange(undefined)}>Keep it</Button>
        </p>
      </div>
    );
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      className="max-w-[560px]"
      aside={
        saved === null ? undefined : (
          <button
            type="button"
            onClick={() => onChange(undefined)}
            className="rounded-1 font-medium text-accent-text hover:underline"
          >
            Keep the old one
          </button>
        )
      }
    >
      <Input
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={(value ?? "").trim()}
        onChange={(event) => {
          const typed = event.target.value;
          // An empty field beside a saved address is not yet the wish to take that away.
          onChange(typed === "" ? (saved === null ? undefined : " ") : typed);
        }}
      />
    </Field>
  );
}

/** What is sent of an address: nothing where it stays, null where it goes. */
export function addressWish(value: string | undefined): string | null | undefined {
  return value === undefined ? undefined : value === "" ? null : value.trim();
}

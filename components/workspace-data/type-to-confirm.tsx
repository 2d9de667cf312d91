"use client";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

interface TypeToConfirmProps {
  /** What has to be typed. */
  wanted: string;
  typed: string;
  /** The deed was asked for without it. */
  isMissing: boolean;
  onTyped: (typed: string) => void;
}

/** The field in which somebody types what is about to go for good. */
export function TypeToConfirm({ wanted, typed, isMissing, onTyped }: TypeToConfirmProps) {
  return (
    <Field
      label={`Type ${wanted} to confirm`}
      className="mt-4"
      error={isMissing ? `Type ${wanted} as it is written here.` : null}
    >
      <Input
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onTyped(event.target.value)}
      />
    </Field>
  );
}

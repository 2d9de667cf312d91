"use client";
import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button";

/** A form's submit: busy by itself while the form's action runs. */
export function SubmitButton({ busyText, busy, variant = "primary", ...rest }: Omit<ButtonProps, "type">) {
  const { pending } = useFormStatus();
  return <Button {...rest} type="submit" variant={variant} busy={busy || pending} busyText={busyText} />;
}

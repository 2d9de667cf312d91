"use client";
import { useActionState, useEffect, useState } from "react";
import { setupAction } from "@/lib/modules/users/actions";
import { Combobox, type ComboboxOption } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { SubmitButton } from "../ui/submit-button";
import { FormMessage, fieldError } from "./form-message";
import { NewPasswordField } from "./new-password-field";

/** The first workspace and its admin. */
export function SetupForm({ token, timeZones }: { token: string; timeZones: readonly string[] }) {
  const [state, action] = useActionState(setupAction, null);
  const [typed, setTyped] = useState({ workspace: "", name: "", email: "" });
  const [timeZone, setTimeZone] = useState("Etc/UTC");
  // The server cannot know where the browser is.
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (timeZones.includes(own)) setTimeZone(own);
  }, [timeZones]);

  const control = (name: keyof typeof typed) => ({
    name,
    size: "lg" as const,
    required: true,
    value: typed[name],
    onChange: (event: { target: { value: string } }) =>
      setTyped((was) => ({ ...was, [name]: event.target.value })),
  });
  const options: ComboboxOption[] = timeZones.map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));

  return (
    <form action={action} noValidate>
      <input type="hidden" name="token" value={token} />
      <Field label="Workspace" hint="Usually your company." error={fieldError(state, "workspace")}>
        <Input {...control("workspace")} autoComplete="organization" autoFocus />
      </Field>
      <Field
        label="Time zone"
        hint="Days and working hours follow it."
        error={fieldError(state, "timeZone")}
        className="mt-3"
      >
        <Combobox options={options} value={timeZone} onValueChange={setTimeZone} name="timeZone" size="lg" />
      </Field>
      <Field label="Your name" error={fieldError(state, "name")} className="mt-3">
        <Input {...control("name")} autoComplete="name" />
      </Field>
      <Field label="E-mail" error={fieldError(state, "email")} className="mt-3">
        <Input
          {...control("email")}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <NewPasswordField error={fieldError(state, "password")} />
      <FormMessage id="setup-message" state={state} only="unplaced" />
      <SubmitButton size="md" className="w-full" busyText="Creating the workspace">
        Create the workspace
      </SubmitButton>
    </form>
  );
}

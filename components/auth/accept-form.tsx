"use client";
import { useActionState, useState } from "react";
import { acceptInvitationAction } from "@/lib/modules/users/actions";
import { Field } from "../ui/field";
import { Input, PasswordInput } from "../ui/input";
import { SubmitButton } from "../ui/submit-button";
import { FormMessage, fieldError } from "./form-message";
import { NewPasswordField } from "./new-password-field";

interface AcceptFormProps {
  token: string;
  email: string;
  workspace: string;
  hasAccount: boolean;
  name: string | null;
}

/** A new person chooses a password; one with an account proves it with theirs. */
export function AcceptForm({ token, email, workspace, hasAccount, name }: AcceptFormProps) {
  const [state, action] = useActionState(acceptInvitationAction, null);
  const [typedName, setTypedName] = useState(name ?? "");
  return (
    <form action={action} noValidate>
      <input type="hidden" name="token" value={token} />
      <Field label="E-mail">
        <Input
          name="shown-email"
          type="email"
          size="lg"
          autoComplete="username"
          value={email}
          readOnly
          className="text-ink-2"
        />
      </Field>
      {hasAccount ? (
        <Field label="Password of your account" error={fieldError(state, "password")} className="mt-3">
          <PasswordInput name="password" autoComplete="current-password" autoFocus required />
        </Field>
      ) : (
        <>
          <Field label="Your name" error={fieldError(state, "name")} className="mt-3">
            <Input
              name="name"
              size="lg"
              autoComplete="name"
              autoFocus
              required
              value={typedName}
              onChange={(event) => setTypedName(event.target.value)}
            />
          </Field>
          <NewPasswordField error={fieldError(state, "password")} />
        </>
      )}
      <FormMessage id="accept-message" state={state} only="unplaced" />
      <SubmitButton size="md" className="w-full" busyText="Joining">
        Join {workspace}
      </SubmitButton>
    </form>
  );
}

"use client";
import { useActionState, useState } from "react";
import { forgotAction } from "@/lib/modules/users/actions";
import { Banner } from "../ui/banner";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { SubmitButton } from "../ui/submit-button";
import { FormMessage, fieldError } from "./form-message";

/** Asks for a link: by mail, or of the admins. The answer is the same for every e-mail. */
export function ForgotForm({ byMail }: { byMail: boolean }) {
  const [state, action] = useActionState(forgotAction, null);
  const [email, setEmail] = useState("");
  if (state?.ok && byMail) {
    return (
      <Banner live title="Look into your mailbox">
        If this e-mail belongs to somebody here, a link to choose a new password is on its way to it. It works
        for a day. Ask again in an hour if nothing came; your admins can make you a link, too.
      </Banner>
    );
  }
  if (state?.ok) {
    return (
      <Banner live title="Your admins can see that you asked">
        If this e-mail belongs to somebody here, an admin finds the request under Settings, People, and can
        give you a link. It works for a day. Tell them you are waiting: Firstcall sends no mail.
      </Banner>
    );
  }
  return (
    <form action={action} noValidate>
      <Field label="E-mail" error={fieldError(state, "email")}>
        <Input
          name="email"
          type="email"
          size="lg"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <FormMessage id="forgot-message" state={state} only="unplaced" />
      <SubmitButton size="md" className="w-full" busyText="Asking">
        Ask for a new password
      </SubmitButton>
    </form>
  );
}

"use client";
import { useActionState } from "react";
import { resetPasswordAction } from "@/lib/modules/users/actions";
import { SubmitButton } from "../ui/submit-button";
import { FormMessage, fieldError } from "./form-message";
import { NewPasswordField } from "./new-password-field";

export function ResetForm({ token }: { token: string }) {
  const [state, action] = useActionState(resetPasswordAction, null);
  return (
    <form action={action} noValidate>
      <input type="hidden" name="token" value={token} />
      <NewPasswordField label="New password" error={fieldError(state, "password")} />
      <FormMessage id="reset-message" state={state} only="unplaced" />
      <SubmitButton size="md" className="w-full" busyText="Saving">
        Save the new password
      </SubmitButton>
    </form>
  );
}

import { Field } from "../ui/field";
import { PasswordInput } from "../ui/input";

/** A password that is being chosen; the rule stands under it before anything is wrong. */
export function NewPasswordField({
  error,
  label = "Password",
}: {
  error: string | undefined;
  label?: string;
}) {
  return (
    <Field
      label={label}
      hint="At least 10 characters. A few words in a row are easy to keep."
      error={error}
      className="mt-3"
    >
      <PasswordInput name="password" autoComplete="new-password" required minLength={10} />
    </Field>
  );
}

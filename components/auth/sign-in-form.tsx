"use client";
import { useActionState, useEffect, useRef, useState } from "react";
import { signInAction } from "@/lib/modules/users/actions";
import { CheckboxField } from "../ui/checkbox";
import { Field } from "../ui/field";
import { Input, PasswordInput } from "../ui/input";
import { SubmitButton } from "../ui/submit-button";
import { TextLink } from "../ui/text-link";
import { type DemoSignIn, DemoSignIns } from "./demo-sign-ins";
import { FormMessage } from "./form-message";

interface SignInFormProps {
  callbackUrl: string | undefined;
  demo: { workspace: string; password: string; people: readonly DemoSignIn[] } | null;
}

/** E-mail and password; in a demo, its people beside it. Works before any script has loaded. */
export function SignInForm({ callbackUrl, demo }: SignInFormProps) {
  const [state, action] = useActionState(signInAction, null);
  const [email, setEmail] = useState("");
  const [keep, setKeep] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const refused = state?.ok === false;

  // The form is emptied after a refusal: the password is what one types again.
  useEffect(() => {
    if (state?.ok === false) password.current?.focus();
  }, [state]);

  function fill(person: DemoSignIn) {
    if (!demo || !password.current) return;
    setEmail(person.email);
    password.current.value = demo.password;
    submit.current?.focus();
  }

  return (
    <>
      <form action={action} noValidate>
        {callbackUrl ? <input type="hidden" name="callbackUrl" value={callbackUrl} /> : null}
        <Field label="E-mail">
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
            aria-describedby="sign-in-message"
            {...(refused ? { "aria-invalid": true } : {})}
          />
        </Field>
        <Field label="Password" className="mt-3">
          <PasswordInput
            ref={password}
            name="password"
            autoComplete="current-password"
            required
            aria-describedby="sign-in-message"
            {...(refused ? { "aria-invalid": true } : {})}
          />
        </Field>
        <div className="mt-3 flex items-center justify-between gap-4">
          <CheckboxField
            name="keep"
            label="Keep me signed in"
            checked={keep}
            onCheckedChange={(next) => setKeep(next === true)}
          />
          <TextLink href="/forgot" className="touch-target text-12">
            Forgot it?
          </TextLink>
        </div>
        <FormMessage id="sign-in-message" state={state} />
        <SubmitButton ref={submit} size="md" kbd="↵" className="w-full" busyText="Signing in">
          Sign in
        </SubmitButton>
      </form>
      {demo ? <DemoSignIns workspace={demo.workspace} people={demo.people} onPick={fill} /> : null}
    </>
  );
}

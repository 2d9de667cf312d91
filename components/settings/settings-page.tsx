"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useId } from "react";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { PageBar } from "../ui/page-bar";
import { Switch } from "../ui/switch";
import { SettingsTabs } from "./settings-nav";
import type { SettingsForm } from "./use-settings-form";

interface SettingsPageProps {
  title: string;
  /** What these settings do, in a line. */
  claim: ReactNode;
  form: Pick<SettingsForm<object>, "isChanged" | "isSaving" | "problem" | "save" | "reset">;
  children: ReactNode;
}

/** A settings page: Save and Discard in its bar, why it was refused under it, sections between hairlines. */
export function SettingsPage({ title, claim, form, children }: SettingsPageProps) {
  const formId = useId();
  const { isChanged, isSaving, problem, save, reset } = form;
  return (
    <>
      <PageBar
        title={title}
        actions={
          <>
            {isChanged ? (
              <>
                <span className="text-12 text-ink-2 max-md:sr-only">Not saved yet</span>
                <Button variant="quiet" onClick={reset} disabled={isSaving}>
                  Discard
                </Button>
              </>
            ) : null}
            <Button type="submit" form={formId} variant="primary" busy={isSaving} busyText="Saving">
              Save
            </Button>
          </>
        }
      />
      <SettingsTabs />
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        className="max-w-[1040px] px-8 pb-16 pt-6 max-xl:px-6 max-md:px-4"
      >
        <p className="max-w-[640px] text-13 text-ink-2">{claim}</p>
        {problem ? <Problem problem={problem} onTheirs={reset} /> : null}
        {children}
      </form>
    </>
  );
}

function Problem({
  problem,
  onTheirs,
}: {
  problem: NonNullable<SettingsPageProps["form"]["problem"]>;
  onTheirs: () => void;
}) {
  const router = useRouter();
  return (
    <Banner
      tone={problem.isConflict ? "caution" : "danger"}
      live
      className="mt-4"
      action={
        problem.isConflict ? (
          <Button
            onClick={() => {
              onTheirs();
              router.refresh();
            }}
          >
            Show theirs
          </Button>
        ) : undefined
      }
    >
      {problem.text}
    </Banner>
  );
}

/** A section of a settings page under a hairline. */
export function SettingsSection({
  title,
  claim,
  className,
  children,
}: {
  title: ReactNode;
  claim?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("mt-6 border-t border-line pt-6", className)}>
      <h2 id={id} className="text-14 font-semibold text-ink">
        {title}
      </h2>
      {claim ? <p className="mt-0.5 max-w-[640px] text-12 text-ink-2">{claim}</p> : null}
      {children}
    </section>
  );
}

/** A switch at the right of what it does. The whole line toggles it. */
export function SwitchRow({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  label: string;
  hint: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
}) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center justify-between gap-6 py-2">
      <div className="min-w-0">
        <label htmlFor={id} className="block text-13 font-medium text-ink">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-hint`}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
      />
    </div>
  );
}

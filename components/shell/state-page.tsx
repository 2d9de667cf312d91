import type { ReactNode } from "react";
import { Wordmark } from "../ui/logo";

interface StatePageProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  reference?: string | undefined;
}

/** A whole page that says what is so and what to do: not found, failed, not allowed. */
export function StatePage({ title, children, action, reference }: StatePageProps) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[560px] flex-col px-6 py-8">
      <Wordmark />
      <div className="my-auto pb-24">
        <StateText title={title} action={action} reference={reference}>
          {children}
        </StateText>
      </div>
    </main>
  );
}

/** The same inside the shell, under the page bar. */
export function StateText({ title, children, action, reference }: StatePageProps) {
  return (
    <>
      <h1 className="text-24 font-semibold text-ink">{title}</h1>
      <p className="mt-1.5 text-14 text-ink-2">{children}</p>
      {action ? <div className="mt-5 flex flex-wrap gap-2">{action}</div> : null}
      {reference ? (
        <p className="mt-6 text-12 text-ink-3">
          Reference <span className="font-mono text-ink-2">{reference}</span>
        </p>
      ) : null}
    </>
  );
}

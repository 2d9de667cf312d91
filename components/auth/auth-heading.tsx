import type { ReactNode } from "react";

/** Title and one line of every page before signing in. */
export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-7">
      <h1 className="text-24 font-semibold text-ink [text-wrap:balance]">{title}</h1>
      {children ? <div className="mt-1 text-13 text-ink-2">{children}</div> : null}
    </header>
  );
}

import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

interface BannerProps {
  tone?: "info" | "danger" | "caution" | undefined;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Announce when it appears: after a failed sign-in, say. */
  live?: boolean | undefined;
  className?: string | undefined;
}

const looks = {
  info: "border-line bg-bg text-ink-2",
  danger: "border-danger/35 bg-danger-soft text-danger",
  caution: "border-band-warm/45 bg-band-warm-soft text-caution",
};

/** A remark that concerns the whole page or form. */
export function Banner({ tone = "info", title, children, action, live, className }: BannerProps) {
  const Mark = tone === "info" ? Info : CircleAlert;
  return (
    <div
      {...(live ? { role: tone === "danger" ? "alert" : "status" } : {})}
      className={cn("flex items-start gap-2.5 rounded-3 border px-3 py-2 text-13", looks[tone], className)}
    >
      <Mark aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={title ? "text-ink-2" : undefined}>{children}</div> : null}
      </div>
      {action}
    </div>
  );
}

/** What comes next, beside 2 px of accent: the end of an import. */
export function NextStep({
  title,
  action,
  children,
  className,
}: {
  title: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
  className?: string | undefined;
}) {
  return (
    <section
      className={cn(
        "flex flex-wrap items-center justify-between gap-x-8 gap-y-4 border-l-2 border-accent py-4 pl-4",
        className,
      )}
    >
      <div className="min-w-0 max-w-[460px]">
        <h2 className="text-14 font-semibold text-ink">{title}</h2>
        {children ? <div className="mt-0.5 text-13 text-ink-2">{children}</div> : null}
      </div>
      {action}
    </section>
  );
}

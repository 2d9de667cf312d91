import { ArrowLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { cn } from "./cn";

interface PageBarProps {
  /** The page's name; with `trail` it is the last crumb. It is the page's h1 unless `heading` is false. */
  title: ReactNode;
  trail?: readonly { href: string; label: ReactNode }[] | undefined;
  /** False where the page has its own h1 below. */
  heading?: boolean | undefined;
  /** A count beside the title, on a phone only: "16 watched". */
  note?: ReactNode;
  /** After the title: import steps. */
  children?: ReactNode;
  /** Right: quiet actions first, the filled one last. */
  actions?: ReactNode;
  className?: string | undefined;
}

/** 48 px at the top of every page, sticky. On a phone the trail becomes a back arrow. */
export function PageBar({
  title,
  trail = [],
  heading = true,
  note,
  children,
  actions,
  className,
}: PageBarProps) {
  const Title = heading ? "h1" : "span";
  const up = trail[trail.length - 1];
  return (
    <div
      data-page-bar
      className={cn(
        "sticky top-0 z-30 flex h-12 items-center gap-8 border-b border-line bg-surface px-8 max-xl:px-6 max-md:h-[52px] max-md:gap-3 max-md:px-4",
        className,
      )}
    >
      <div className="flex min-w-0 items-center gap-2 text-13">
        {up ? (
          <Link
            href={up.href}
            className="touch-target inline-flex items-center gap-2 font-medium text-ink md:hidden"
          >
            <ArrowLeft aria-hidden="true" className="size-4" />
            {up.label}
          </Link>
        ) : null}
        {trail.map((crumb) => (
          <Fragment key={crumb.href}>
            <Link href={crumb.href} className="shrink-0 rounded-1 text-ink-2 hover:text-ink max-md:hidden">
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-3 max-md:hidden" />
          </Fragment>
        ))}
        <Title
          className={cn(
            "truncate font-semibold text-ink",
            trail.length === 0 ? "text-14 max-md:text-24" : "text-13",
            up && heading && "max-md:sr-only",
            up && !heading && "max-md:hidden",
          )}
        >
          {title}
        </Title>
        {note ? <span className="shrink-0 pt-1 text-13 text-ink-3 md:hidden">{note}</span> : null}
      </div>
      {children}
      {actions ? (
        <div className="ml-auto flex shrink-0 items-center gap-2 max-md:gap-1">{actions}</div>
      ) : null}
    </div>
  );
}

interface SectionHeadingProps {
  title: ReactNode;
  /** A question or plain claim below, 12 px. */
  claim?: ReactNode;
  /** Right: a unit, a link, table and download. */
  aside?: ReactNode;
  level?: 2 | 3 | undefined;
  id?: string | undefined;
  className?: string | undefined;
}

/** Title of a section, 14/600. */
export function SectionHeading({ title, claim, aside, level = 2, id, className }: SectionHeadingProps) {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <div className={cn("flex items-start justify-between gap-4", className)}>
      <div className="min-w-0">
        <Title id={id} className="text-14 font-semibold text-ink">
          {title}
        </Title>
        {claim ? <p className="mt-0.5 text-12 text-ink-2">{claim}</p> : null}
      </div>
      {aside ? <div className="flex shrink-0 items-center gap-3 text-12 text-ink-3">{aside}</div> : null}
    </div>
  );
}

/** Name of a page below its bar: 20/600 with a line under it. 24 for a person or a finished job. */
export function PageHeading({
  title,
  children,
  size = 20,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  size?: 20 | 24 | 28 | undefined;
  className?: string | undefined;
}) {
  return (
    <div className={className}>
      <h1 className={cn("font-semibold text-ink", { 20: "text-20", 24: "text-24", 28: "text-28" }[size])}>
        {title}
      </h1>
      {children ? <p className="mt-0.5 text-13 text-ink-2">{children}</p> : null}
    </div>
  );
}

import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class";
import { cn } from "./cn";
import { ariaShortcut, Kbd } from "./kbd";

interface Look {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** 16 px icon before the text. */
  icon?: ReactNode;
  /** 16 px icon after the text, a chevron for menus. */
  trailing?: ReactNode;
  /** Key hint after the text; the key itself is bound elsewhere. */
  kbd?: string | undefined;
}

export interface ButtonProps extends ComponentProps<"button">, Look {
  /** Keeps its place and focus but does nothing while true. */
  busy?: boolean | undefined;
  /** Says what goes on and how far: "Publishing 62 %". */
  busyText?: ReactNode;
}

function Content({ icon, trailing, kbd, variant, size, children }: Look & { children: ReactNode }) {
  const box = size === "lg" ? "[&>svg]:size-[18px]" : "[&>svg]:size-4";
  return (
    <>
      {icon ? <span className={cn("inline-flex shrink-0", box)}>{icon}</span> : null}
      {children}
      {trailing ? <span className={cn("-mr-0.5 inline-flex shrink-0", box)}>{trailing}</span> : null}
      {kbd ? (
        <Kbd tone={variant === "primary" ? "on-accent" : "default"} className="-mr-1">
          {kbd}
        </Kbd>
      ) : null}
    </>
  );
}

/** The one button. One primary per view. */
export function Button({
  variant,
  size,
  icon,
  trailing,
  kbd,
  busy,
  busyText,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      // A busy submit turns into a plain button, so that it stays focused and yet cannot fire twice.
      type={busy ? "button" : type}
      {...(busy ? { "aria-busy": true, "aria-disabled": true } : { onClick })}
      aria-keyshortcuts={kbd ? ariaShortcut(kbd) : undefined}
      className={buttonClass({
        variant,
        size,
        className: cn(
          busy && variant !== "primary" && "text-ink-3 hover:bg-surface",
          busy && "cursor-progress",
          className,
        ),
      })}
    >
      <Content icon={icon} trailing={trailing} kbd={busy ? undefined : kbd} variant={variant} size={size}>
        {busy && busyText ? busyText : children}
      </Content>
    </button>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof Link>, Look {}

/** A link that looks like a button: it goes somewhere. */
export function ButtonLink({
  variant,
  size,
  icon,
  trailing,
  kbd,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link
      {...rest}
      aria-keyshortcuts={kbd ? ariaShortcut(kbd) : undefined}
      className={buttonClass({ variant, size, className })}
    >
      <Content icon={icon} trailing={trailing} kbd={kbd} variant={variant} size={size}>
        {children}
      </Content>
    </Link>
  );
}

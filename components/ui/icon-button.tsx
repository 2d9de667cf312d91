import type { ComponentProps, ReactNode } from "react";
import { type ButtonVariant, buttonClass } from "./button-class";
import { cn } from "./cn";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** Its accessible name; say what it does. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant | undefined;
  /** 28 or 36 px; 44 on a phone either way. */
  size?: "sm" | "md" | undefined;
}

/** A button of one 16 px icon. Wrap it in Tooltip where the icon alone could puzzle. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  size = "sm",
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      className={buttonClass({
        variant,
        size,
        className: cn(
          "px-0 max-md:w-11 max-md:px-0 [&>svg]:size-4",
          size === "sm" ? "w-7" : "w-9",
          className,
        ),
      })}
    >
      {icon}
    </button>
  );
}

"use client";
import { Check, ChevronRight } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { floatClass, itemClass } from "./float-class";
import { Kbd } from "./kbd";

interface MenuProps {
  /** A single element that opens it. */
  trigger: ReactNode;
  align?: "start" | "center" | "end" | undefined;
  side?: "top" | "bottom" | "right" | undefined;
  className?: string | undefined;
  /** Leave both out unless a key opens it too. */
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children: ReactNode;
}

/** A menu of actions or choices. */
export function Menu({
  trigger,
  align = "start",
  side = "bottom",
  className,
  open,
  onOpenChange,
  children,
}: MenuProps) {
  return (
    <Primitive.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      onOpenChange={(next) => onOpenChange?.(next)}
    >
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatClass,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1",
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  kbd?: string | undefined;
  /** A grey word at the right. */
  hint?: ReactNode;
  href?: string | undefined;
  onSelect?: ((event: Event) => void) | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  children: ReactNode;
}

/** An action, or a link with `href`. */
export function MenuItem({ icon, kbd, hint, href, onSelect, danger, disabled, children }: MenuItemProps) {
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint ? <span className="pl-4 text-12 text-ink-3">{hint}</span> : null}
      {kbd ? <Kbd>{kbd}</Kbd> : null}
    </>
  );
  return (
    <Primitive.Item
      asChild={href !== undefined}
      disabled={disabled ?? false}
      {...(onSelect ? { onSelect } : {})}
      className={cn(itemClass, danger && "text-danger [&>svg]:text-danger data-[highlighted]:bg-danger-soft")}
    >
      {href === undefined ? content : <Link href={href}>{content}</Link>}
    </Primitive.Item>
  );
}

/** A choice that can be on beside others; the menu stays open. */
export function MenuCheck({
  checked,
  onCheckedChange,
  disabled,
  children,
}: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <Primitive.CheckboxItem
      checked={checked}
      disabled={disabled ?? false}
      onCheckedChange={onCheckedChange}
      onSelect={(event) => event.preventDefault()}
      className={cn(itemClass, "pr-8")}
    >
      {children}
      <Primitive.ItemIndicator className="absolute right-2 text-accent-text">
        <Check aria-hidden="true" className="size-3.5" />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}

interface MenuRadioProps {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; icon?: ReactNode }[];
}

/** One of several inside a menu. */
export function MenuRadio({ value, onValueChange, options }: MenuRadioProps) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={cn(itemClass, "pr-8")}>
          {option.icon}
          {option.label}
          <Primitive.ItemIndicator className="absolute right-2 text-accent-text">
            <Check aria-hidden="true" className="size-3.5" />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

/** A row that opens a menu of its own. */
export function MenuSub({
  icon,
  label,
  children,
}: {
  icon?: ReactNode;
  label: ReactNode;
  children: ReactNode;
}) {
  return (
    <Primitive.Sub>
      <Primitive.SubTrigger className={cn(itemClass, "data-[state=open]:bg-selected")}>
        {icon}
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <ChevronRight aria-hidden="true" className="!size-3.5" />
      </Primitive.SubTrigger>
      <Primitive.Portal>
        <Primitive.SubContent
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatClass,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1",
          )}
        >
          {children}
        </Primitive.SubContent>
      </Primitive.Portal>
    </Primitive.Sub>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 pb-1 pt-1.5 text-12 text-ink-3">{children}</Primitive.Label>;
}

export function MenuLine() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}

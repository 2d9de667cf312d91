"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

export interface DialogProps {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** A single element that opens it; leave out when `open` is controlled. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons under the hairline, right; the last one is the deed. */
  footer?: ReactNode;
  /** Grey remark under the hairline, left: "Kept in the audit log". */
  footerNote?: ReactNode;
  /** 680 for forms, 480 for a question. */
  width?: 680 | 480 | undefined;
  /** A long form takes the whole of a phone, not a sheet from below. */
  fullOnPhone?: boolean | undefined;
  children?: ReactNode;
}

/** A dialog, 12 px corners; a sheet from below on a phone. Esc and the scrim close it. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  footerNote,
  width = 680,
  fullOnPhone,
  children,
}: DialogProps) {
  return (
    <Primitive.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim animate-overlay" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          // Esc belongs to the open list of a field first; it must not take the whole form with it.
          onEscapeKeyDown={(event) => {
            if (document.activeElement?.matches("[role=combobox][aria-expanded=true]"))
              event.preventDefault();
          }}
          className={cn(
            "fixed z-50 flex flex-col overflow-hidden border border-line bg-raised shadow-overlay outline-none animate-float",
            "left-1/2 top-[96px] max-h-[calc(100dvh-128px)] w-[calc(100vw-48px)] -translate-x-1/2 rounded-4",
            "max-md:inset-x-0 max-md:bottom-0 max-md:top-auto max-md:left-0 max-md:max-h-[88dvh] max-md:w-full max-md:translate-x-0 max-md:rounded-b-none max-md:border-x-0 max-md:border-b-0",
            fullOnPhone &&
              "max-md:inset-y-0 max-md:h-dvh max-md:max-h-none max-md:rounded-none max-md:border-y-0",
            width === 680 ? "md:max-w-[680px]" : "md:max-w-[480px]",
          )}
        >
          <header className="px-6 pr-14 pt-5 max-md:px-4 max-md:pr-16">
            <div>
              <Primitive.Title className="text-20 font-semibold text-ink">{title}</Primitive.Title>
              {description ? (
                <Primitive.Description className="text-13 text-ink-2">{description}</Primitive.Description>
              ) : null}
            </div>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5 max-md:px-4">{children}</div>
          {footer || footerNote ? (
            <footer className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-6 py-3 max-md:px-4 max-md:pb-[max(12px,env(safe-area-inset-bottom))]">
              <div className="text-12 text-ink-3">{footerNote}</div>
              <div className="flex items-center gap-2 max-md:w-full max-md:[&>*]:flex-1">{footer}</div>
            </footer>
          ) : null}
          {/* Last, so that opening the dialog focuses its first field and not the cross. */}
          <Primitive.Close asChild>
            <IconButton
              label="Close"
              icon={<X aria-hidden="true" />}
              className="absolute right-4 top-5 max-md:right-2 max-md:top-3"
            />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Wraps a button that closes the dialog around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Primitive.Close asChild>{children}</Primitive.Close>;
}

/** What a deed will bring about, beside 2 px of accent. */
export function Consequence({
  children,
  className,
}: {
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <div className={cn("border-l-2 border-accent py-0.5 pl-3 text-13 text-ink-2", className)}>{children}</div>
  );
}

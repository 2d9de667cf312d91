"use client";
import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

/** Once round the app, so that a second tooltip opens without waiting. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}

interface TooltipProps {
  content: ReactNode;
  kbd?: string | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  /** "xl:hidden" where the wide layout says it anyway. */
  className?: string | undefined;
  children: ReactNode;
}

/** Explains a control; never holds what one must know. Brings its own provider if none is above. */
export function Tooltip({ content, kbd, side = "top", className, children }: TooltipProps) {
  return (
    <TooltipProvider>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className={cn(
              "z-50 flex max-w-72 items-center gap-2 rounded-2 bg-ink px-2 py-1 text-12 text-surface shadow-raised animate-float dark:border dark:border-line-strong dark:bg-raised dark:text-ink",
              className,
            )}
          >
            {content}
            {kbd ? <Kbd tone="on-ink">{kbd}</Kbd> : null}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </TooltipProvider>
  );
}

"use client";
import { Check, CircleAlert, X } from "lucide-react";
import { Toast as Primitive } from "radix-ui";
import {
  type CSSProperties,
  createContext,
  type ReactNode,
  use,
  useCallback,
  useLayoutEffect,
  useState,
} from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

export interface ToastInput {
  /** Verb in the past, what happened: "Petra Vogel: no answer, again at 11:00". */
  title: string;
  /** Takes it back; shown as Undo with the key U. */
  undo?: (() => void) | undefined;
  /** An error stays twice as long and is announced at once. */
  tone?: "done" | "error" | undefined;
  /** Milliseconds, 10,000 by default: the time the line drains in. */
  durationMs?: number | undefined;
}

const ToastContext = createContext<((toast: ToastInput) => void) | null>(null);

/** Shows a toast. Needs ToastProvider above (the app's layout has it). */
export function useToast(): (toast: ToastInput) => void {
  const show = use(ToastContext);
  if (!show) throw new Error("useToast needs ToastProvider above it");
  return show;
}

interface Shown extends ToastInput {
  id: number;
}

/** Keeps one toast at a time, 40 px above the bottom; a new one takes the place of the old. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Shown | null>(null);
  const show = useCallback(
    (input: ToastInput) => setToast((was) => ({ ...input, id: (was?.id ?? 0) + 1 })),
    [],
  );
  const undo = toast?.undo;

  // With the drawing, not after it: the key works as soon as one can read of it.
  useLayoutEffect(() => {
    if (!undo) return;
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement;
      if (event.key.toLowerCase() !== "u" || event.metaKey || event.ctrlKey || event.altKey) return;
      if (target.closest("input, textarea, select, [contenteditable]")) return;
      undo?.();
      setToast(null);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [undo]);

  const durationMs = toast?.durationMs ?? (toast?.tone === "error" ? 20_000 : 10_000);
  return (
    <ToastContext value={show}>
      <Primitive.Provider swipeDirection="down" label="Notice">
        {children}
        {toast ? (
          <ToastBox
            key={toast.id}
            toast={toast}
            durationMs={durationMs}
            onClose={() => setToast((now) => (now?.id === toast.id ? null : now))}
          />
        ) : null}
        <Primitive.Viewport
          data-print="hide"
          className="pointer-events-none fixed inset-x-0 bottom-10 z-60 mx-auto flex w-[376px] max-w-[calc(100vw-32px)] flex-col outline-none max-md:bottom-20 [body:has([data-selection-bar])_&]:bottom-[84px] [body:has([data-selection-bar])_&]:max-md:bottom-36 [&>li]:pointer-events-auto"
        />
      </Primitive.Provider>
    </ToastContext>
  );
}

function ToastBox({ toast, durationMs, onClose }: { toast: Shown; durationMs: number; onClose: () => void }) {
  const [paused, setPaused] = useState(false);
  const error = toast.tone === "error";
  return (
    <Primitive.Root
      type={error ? "foreground" : "background"}
      duration={durationMs}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      onPause={() => setPaused(true)}
      onResume={() => setPaused(false)}
      className={toastClass}
    >
      {error ? (
        <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
      ) : (
        <Check aria-hidden="true" className="size-4 shrink-0" />
      )}
      <Primitive.Title className="min-w-0 flex-1 font-medium">{toast.title}</Primitive.Title>
      {toast.undo ? (
        <Primitive.Action altText="Undo with the key U" asChild>
          <button type="button" onClick={toast.undo} aria-keyshortcuts="U" className={toastButtonClass}>
            Undo <Kbd tone="on-ink">U</Kbd>
          </button>
        </Primitive.Action>
      ) : (
        <Primitive.Close aria-label="Dismiss" className={cn(toastButtonClass, "p-1")}>
          <X aria-hidden="true" className="size-3.5" />
        </Primitive.Close>
      )}
      <span
        aria-hidden="true"
        className="toast-drain absolute inset-x-0 bottom-0 h-0.5 origin-left bg-accent-line dark:bg-accent/60"
        style={
          { "--drain": `${durationMs}ms`, animationPlayState: paused ? "paused" : "running" } as CSSProperties
        }
      />
    </Primitive.Root>
  );
}

/** Ground of a toast, shared with the gallery. */
export const toastClass =
  "relative flex min-h-10 items-center gap-3 overflow-hidden rounded-3 bg-ink px-3.5 py-2 text-13 text-surface shadow-overlay outline-offset-2 animate-float dark:border dark:border-line-strong dark:bg-raised dark:text-ink";
export const toastButtonClass =
  "touch-target inline-flex shrink-0 items-center gap-2 rounded-1 px-1 font-medium hover:opacity-80";

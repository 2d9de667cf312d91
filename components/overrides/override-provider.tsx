"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { usePageKey } from "../leads/use-page-key";
import { Button } from "../ui/button";
import { OverrideDialog } from "./override-dialog";

const OpenContext = createContext<() => void>(() => {});

interface OverrideProviderProps {
  leadId: string;
  /** Whether the dialog has anything to do for whoever looks. */
  enabled: boolean;
  children: ReactNode;
}

/** Holds the one dialog of a lead's page, for its buttons and the key O. */
export function OverrideProvider({ leadId, enabled, children }: OverrideProviderProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const show = useCallback(() => setOpen(true), []);
  usePageKey("o", show, enabled);
  const refresh = useMemo(() => () => router.refresh(), [router]);
  return (
    <OpenContext value={show}>
      {children}
      {enabled ? (
        <OverrideDialog leadId={leadId} open={open} onOpenChange={setOpen} onDone={refresh} />
      ) : null}
    </OpenContext>
  );
}

/** Opens the dialog: "Override", "Ask to override", "Change". */
export function OverrideButton({ children, kbd }: { children: ReactNode; kbd?: string | undefined }) {
  const show = use(OpenContext);
  return (
    <Button kbd={kbd} onClick={show}>
      {children}
    </Button>
  );
}

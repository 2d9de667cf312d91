"use client";
import { useState, useTransition } from "react";
import { disconnectCrmAction } from "@/lib/modules/crm/actions";
import { CRMS, type CrmKind } from "@/lib/modules/crm/types";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { useToast } from "../../ui/toast";
import { SettingsSection } from "../settings-page";

/** Forgets a connection. */
export function Disconnect({ kind }: { kind: CrmKind }) {
  const toast = useToast();
  const [isBusy, start] = useTransition();
  const [isAsked, setIsAsked] = useState(false);
  const { name } = CRMS[kind];
  const disconnect = () =>
    start(async () => {
      const answer = await disconnectCrmAction({ kind }).catch(() => null);
      setIsAsked(false);
      if (answer?.ok) toast({ title: `${name} disconnected` });
      else toast({ title: answer?.message ?? "No answer from the server.", tone: "error" });
    });
  return (
    <SettingsSection title="Disconnect" claim={`What was written stays in ${name}; nothing more is.`}>
      <Button variant="danger" className="mt-3" onClick={() => setIsAsked(true)}>
        Disconnect {name}
      </Button>
      {isAsked ? (
        <ConfirmDialog
          title={`Disconnect ${name}?`}
          deed="Disconnect"
          busyText="Disconnecting"
          busy={isBusy}
          onConfirm={disconnect}
          onClose={() => setIsAsked(false)}
        >
          The secret, the mapping and the list of runs are forgotten. To stop writing for a while, choose “Not
          by itself” instead.
        </ConfirmDialog>
      ) : null}
    </SettingsSection>
  );
}

"use client";
import { useTransition } from "react";
import { revokeInvitationAction } from "@/lib/modules/users/actions-people";
import { Button } from "../ui/button";
import { useToast } from "../ui/toast";
import type { InvitationLine } from "./types";

/** Links that nobody has used yet. */
export function InvitationList({ invitations }: { invitations: readonly InvitationLine[] }) {
  const [pending, start] = useTransition();
  const toast = useToast();
  function revoke(invitation: InvitationLine) {
    start(async () => {
      const result = await revokeInvitationAction({ invitationId: invitation.id });
      toast(
        result.ok
          ? { title: `Invitation for ${invitation.email} taken back` }
          : { title: result.message, tone: "error" },
      );
    });
  }
  return (
    <ul aria-label="Open invitations" className="border-t border-line">
      {invitations.map((invitation) => (
        <li
          key={invitation.id}
          className="grid min-h-14 grid-cols-[1fr_auto] items-center gap-x-4 border-b border-line py-2 md:grid-cols-[minmax(228px,1fr)_minmax(150px,220px)_196px]"
        >
          <div className="min-w-0">
            <p className="truncate text-13 font-medium text-ink">{invitation.email}</p>
            <p className="truncate text-12 text-ink-3">{invitation.roleLabel}</p>
          </div>
          <p className="min-w-0 text-12 text-ink-3 max-md:col-start-1 max-md:row-start-2">
            {invitation.note}
          </p>
          <div className="justify-self-end max-md:col-start-2 max-md:row-start-1">
            <Button
              variant="quiet"
              busy={pending}
              onClick={() => revoke(invitation)}
              aria-label={`Take back the invitation for ${invitation.email}`}
            >
              Take back
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

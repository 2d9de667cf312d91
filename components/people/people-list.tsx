"use client";
import { useState, useTransition } from "react";
import {
  changeRoleAction,
  createResetLinkAction,
  deactivateAction,
  reactivateAction,
} from "@/lib/modules/users/actions-people";
import { ROLE_LABELS, type Role } from "@/lib/platform/auth/roles";
import { useToast } from "../ui/toast";
import { DeactivateDialog, ResetLinkDialog } from "./person-dialogs";
import { PersonRow } from "./person-row";
import type { PersonLine } from "./types";

type Open =
  | { kind: "link"; person: PersonLine; link: string; expiresAt: string; mailed: boolean | null }
  | { kind: "deactivate"; person: PersonLine }
  | null;

/** Everybody of the workspace, with what an admin can do about each. */
export function PeopleList({
  people,
  context,
}: {
  people: readonly PersonLine[];
  context: { now: number; timeZone: string };
}) {
  const [open, setOpen] = useState<Open>(null);
  const [pending, start] = useTransition();
  const toast = useToast();

  function changeRole(person: PersonLine, role: Role, undoable = true) {
    start(async () => {
      const result = await changeRoleAction({ userId: person.userId, role });
      if (!result.ok) toast({ title: result.message, tone: "error" });
      else
        toast({
          title: `${person.name} is now ${ROLE_LABELS[role]}`,
          ...(undoable ? { undo: () => changeRole({ ...person, role }, person.role, false) } : {}),
        });
    });
  }

  function createLink(person: PersonLine) {
    start(async () => {
      const result = await createResetLinkAction({ userId: person.userId });
      if (result.ok) {
        const { link, expiresAt, mailed } = result;
        setOpen({ kind: "link", person, link, expiresAt, mailed });
      } else toast({ title: result.message, tone: "error" });
    });
  }

  function setActive(person: PersonLine, active: boolean) {
    start(async () => {
      const result = await (active ? reactivateAction : deactivateAction)({ userId: person.userId });
      setOpen(null);
      toast(
        result.ok
          ? { title: `${person.name} ${active ? "reactivated" : "deactivated"}` }
          : { title: result.message, tone: "error" },
      );
    });
  }

  return (
    <>
      <ul aria-label="People" className="border-t border-line">
        {people.map((person) => (
          <PersonRow
            key={person.userId}
            person={person}
            busy={pending}
            onRole={(role) => changeRole(person, role)}
            onLink={() => createLink(person)}
            onDeactivate={() => setOpen({ kind: "deactivate", person })}
            onReactivate={() => setActive(person, true)}
          />
        ))}
      </ul>
      {open?.kind === "link" ? (
        <ResetLinkDialog {...open} context={context} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === "deactivate" ? (
        <DeactivateDialog
          person={open.person}
          pending={pending}
          onConfirm={() => setActive(open.person, false)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

"use client";
import { UserPlus } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { inviteMemberAction, type LinkResult } from "@/lib/modules/users/actions-people";
import { ROLE_LABELS, type Role } from "@/lib/platform/auth/roles";
import { formatLongDay } from "@/lib/present/format";
import { Button } from "../ui/button";
import { Dialog, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { OneTimeLink } from "./one-time-link";
import { roleOptions } from "./role-options";

/** The filled button of the people page and its dialog: e-mail and role, then the link. */
export function InviteDialog({
  workspace,
  timeZone,
  now,
}: {
  workspace: string;
  timeZone: string;
  now: number;
}) {
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("rep");
  const [result, setResult] = useState<LinkResult | null>(null);
  const [pending, start] = useTransition();

  function onOpenChange(next: boolean) {
    setOpen(next);
    if (next) return;
    setEmail("");
    setRole("rep");
    setResult(null);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    start(async () => setResult(await inviteMemberAction({ email, role })));
  }

  const refused = result?.ok === false ? result.message : undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width={480}
      trigger={
        <Button variant="primary" icon={<UserPlus aria-hidden="true" />}>
          Invite somebody
        </Button>
      }
      title={result?.ok ? `Invitation for ${email}` : `Invite somebody to ${workspace}`}
      description={
        result?.ok
          ? `They join as ${ROLE_LABELS[role]} and choose their own password.`
          : "They choose their own password."
      }
      footer={
        result?.ok ? (
          <DialogClose>
            <Button variant="primary">Done</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" form="invite-form" variant="primary" busy={pending} busyText="Creating">
              Create the link
            </Button>
          </>
        )
      }
    >
      {result?.ok ? (
        <OneTimeLink
          link={result.link}
          label="Invitation link"
          mailed={result.mailed}
          until={formatLongDay(Date.parse(result.expiresAt), { now, timeZone })}
        />
      ) : (
        <form id="invite-form" onSubmit={submit} noValidate className="space-y-3">
          <Field label="E-mail" layout="row" error={refused}>
            <Input
              name="email"
              type="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label="Role" layout="row">
            <Select
              options={roleOptions}
              value={role}
              onValueChange={(next) => setRole(next as Role)}
              size="md"
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}

"use client";
import Link from "next/link";
import { useState, useTransition } from "react";
import {
  approveRequestAction,
  declineRequestAction,
  withdrawRequestAction,
} from "@/lib/modules/overrides/actions";
import { MOST_REASON, type OverrideOutcome } from "@/lib/modules/overrides/types";
import type { RequestItem } from "@/lib/present/ledger-row";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { Dialog, DialogClose } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { useToast } from "../ui/toast";
import { ScoreMove } from "./score-move";

const LOST = "The server could not be reached. Nothing was changed; try again.";

interface RequestRowsProps {
  requests: readonly RequestItem[];
  /** decide: somebody else asks the reader; own: the reader asked. */
  kind: "decide" | "own";
}

/** Requests in rows, with what the reader may do about each. */
export function RequestRows({ requests, kind }: RequestRowsProps) {
  return (
    <ul className="border-t border-line">
      {requests.map((request) => (
        <RequestRow key={request.id} request={request} kind={kind} />
      ))}
    </ul>
  );
}

function RequestRow({ request, kind }: { request: RequestItem; kind: RequestRowsProps["kind"] }) {
  const toast = useToast();
  const [error, setError] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const send = (ask: () => Promise<OverrideOutcome>, done: string) =>
    start(async () => {
      setError(null);
      const outcome = await ask().catch(() => null);
      if (outcome?.ok) toast({ title: done });
      else setError(outcome?.message ?? LOST);
    });
  const { id, by, lead, replaces } = request;
  return (
    <li className="border-b border-line py-2 text-13">
      <div className="grid grid-cols-[164px_minmax(140px,1fr)_220px_minmax(0,1.8fr)_auto] items-center gap-x-4 max-xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] max-md:grid-cols-1 max-md:gap-y-2">
        <p className="flex min-w-0 items-center gap-2">
          <Avatar name={by.name} id={by.id ?? undefined} />
          <span className="min-w-0 truncate">
            <span className="font-medium text-ink">{kind === "own" ? "You" : by.name}</span>{" "}
            <span className="text-12 text-ink-3">{request.ago}</span>
          </span>
        </p>
        <p className="min-w-0 truncate">
          <Link href={`/leads/${request.leadId}`} className="font-medium text-ink hover:underline">
            {lead}
          </Link>{" "}
          <span className="text-12 text-ink-3">{request.company}</span>
        </p>
        <ScoreMove from={request.from} to={request.to} className="max-xl:row-start-2 max-md:row-start-auto" />
        <p className="min-w-0 text-ink-2 max-xl:row-start-2 max-md:row-start-auto">
          {request.category}. <span className="text-ink">“{request.reason}”</span>{" "}
          <span className="text-ink-3">
            {request.holds}
            {replaces ? `. ${replaces.words}` : ""}
          </span>
          {request.note ? <span className="block text-12 text-ink-3">{request.note}</span> : null}
        </p>
        <div className="flex items-center justify-end gap-2 max-xl:row-span-2 max-xl:row-start-1 max-xl:col-start-3 max-md:col-start-auto max-md:row-start-auto max-md:[&>*]:flex-1">
          {kind === "decide" ? (
            <>
              <DeclineDialog request={request} />
              <Button
                busy={busy}
                aria-label={`Approve ${lead}`}
                onClick={() =>
                  send(
                    () => approveRequestAction({ id, replaces: replaces?.id ?? null }),
                    `Approved: ${lead} counts as ${request.to.score} ${request.to.band?.name ?? ""} ${request.holds}`,
                  )
                }
              >
                Approve
              </Button>
            </>
          ) : (
            <Button
              busy={busy}
              aria-label={`Withdraw the request for ${lead}`}
              onClick={() => send(() => withdrawRequestAction({ id }), `Withdrawn: the request for ${lead}`)}
            >
              Withdraw
            </Button>
          )}
        </div>
      </div>
      {error ? (
        <p role="alert" className="mt-1.5 text-12 text-danger">
          {error}
        </p>
      ) : null}
    </li>
  );
}

function DeclineDialog({ request: { id, by, lead } }: { request: RequestItem }) {
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const decline = () =>
    start(async () => {
      setError(null);
      const outcome = await declineRequestAction({ id, note }).catch(() => null);
      if (outcome?.ok) {
        setOpen(false);
        toast({ title: `Declined: ${lead} keeps its score` });
      } else setError(outcome?.message ?? LOST);
    });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      width={480}
      title={`Decline the request for ${lead}`}
      description={`The score stays as it is. ${by.name} is told.`}
      trigger={
        <Button variant="quiet" aria-label={`Decline ${lead}`}>
          Decline
        </Button>
      }
      footerNote="Kept in the ledger"
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} onClick={decline}>
            Decline request
          </Button>
        </>
      }
    >
      <Field label="Why" aside="optional" hint={`${by.name} reads it.`} error={error}>
        <Textarea
          value={note}
          maxLength={MOST_REASON}
          onChange={(event) => setNote(event.target.value)}
          rows={3}
        />
      </Field>
    </Dialog>
  );
}

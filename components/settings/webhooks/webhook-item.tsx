"use client";
import { MoreHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import {
  removeWebhookAction,
  rotateSecretAction,
  switchWebhookAction,
  testWebhookAction,
} from "@/lib/modules/webhooks/actions";
import { EVENT_WORDS, type WebhookRow } from "@/lib/modules/webhooks/types";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { Dialog, DialogClose } from "../../ui/dialog";
import { IconButton } from "../../ui/icon-button";
import { Menu, MenuItem } from "../../ui/menu";
import { RadioGroup } from "../../ui/radio-group";
import { useToast } from "../../ui/toast";
import { followMessage } from "./follow-message";

type Asked = "rotate" | "remove";
const NO_ANSWER = "No answer from the server. Load the page again to see what is so.";
const OVERLAPS = [
  { value: "24", label: "For 24 hours", hint: "Messages carry two signatures until then." },
  { value: "168", label: "For 7 days" },
  { value: "1", label: "For an hour" },
  {
    value: "0",
    label: "Not at all",
    hint: "If somebody else knows it. Receivers refuse until they have the new one.",
  },
] as const;

/** One webhook: where it goes, what it is told of, how it is, and what can be done with it. */
export function WebhookItem({
  webhook,
  onEdit,
  onSecret,
}: {
  webhook: WebhookRow;
  onEdit: () => void;
  onSecret: (secret: string) => void;
}) {
  const router = useRouter();
  const toast = useToast();
  const [isBusy, start] = useTransition();
  // A test of its own: while its outcome is drawn, everything else can be done already.
  const [isTesting, startTest] = useTransition();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [overlap, setOverlap] = useState<string>("24");
  const [tested, setTested] = useState<{ readonly text: string; readonly isGood: boolean } | null>(null);
  const { id } = webhook;
  const name = webhook.description || webhook.url;

  /** Does one thing and says where it could not be done. */
  function act(work: () => Promise<{ readonly ok: boolean; readonly message?: unknown }>, done?: string) {
    if (isBusy) return;
    start(async () => {
      try {
        const answer = await work();
        if (!answer.ok) toast({ title: String(answer.message), tone: "error" });
        else if (done) toast({ title: done });
      } catch {
        toast({ title: NO_ANSWER, tone: "error" });
      }
      setAsked(null);
    });
  }

  function test() {
    if (isTesting) return;
    setTested(null);
    startTest(async () => {
      try {
        const answer = await testWebhookAction({ id });
        if (!answer.ok) return setTested({ text: answer.message, isGood: false });
        const state = await followMessage(answer.message);
        const isGood = state.status === "sent";
        setTested({ text: isGood ? "It arrived." : state.state, isGood });
        router.refresh();
      } catch {
        setTested({ text: NO_ANSWER, isGood: false });
      }
    });
  }

  return (
    <li className="py-4">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="text-13 font-medium text-ink [overflow-wrap:anywhere]">{name}</p>
          {webhook.description ? (
            <p className="font-mono text-12 text-ink-2 [overflow-wrap:anywhere]">{webhook.url}</p>
          ) : null}
          <p className="mt-1 text-12 text-ink-2">
            {webhook.events.map((type) => EVENT_WORDS[type].label).join(" · ")}
          </p>
          <p className="mt-1 text-12 text-ink-3">
            {webhook.made}. Signed with <span className="font-mono">{webhook.secret}</span>.
            {webhook.previous ? ` ${webhook.previous}.` : ""}
          </p>
        </div>
        <Menu
          align="end"
          trigger={<IconButton label={`More for ${name}`} icon={<MoreHorizontal aria-hidden="true" />} />}
        >
          <MenuItem onSelect={onEdit}>Change</MenuItem>
          <MenuItem onSelect={() => setAsked("rotate")}>New secret</MenuItem>
          {webhook.isOn ? (
            <MenuItem onSelect={() => act(() => switchWebhookAction({ id, on: false }), "Switched off")}>
              Switch off
            </MenuItem>
          ) : null}
          <MenuItem danger onSelect={() => setAsked("remove")}>
            Remove
          </MenuItem>
        </Menu>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="flex items-center gap-2 text-12 text-ink-2">
          <span
            aria-hidden="true"
            className={cn(
              "size-2 shrink-0 rounded-full",
              { good: "bg-accent", failing: "bg-danger", off: "bg-ink-3" }[webhook.tone],
            )}
          />
          <span className={webhook.tone === "failing" ? "text-danger" : undefined}>{webhook.state}</span>
        </span>
        {webhook.isOn ? (
          <Button onClick={test} busy={isTesting} busyText="Sending">
            Send a test
          </Button>
        ) : (
          <Button
            onClick={() => act(() => switchWebhookAction({ id, on: true }), "Switched on")}
            busy={isBusy}
            busyText="Switching on"
          >
            Switch on
          </Button>
        )}
        <span
          role="status"
          className={cn("min-w-0 text-12", tested?.isGood === false ? "text-danger" : "text-ink-2")}
        >
          {tested?.text}
        </span>
      </div>
      {asked === "rotate" ? (
        <Dialog
          open
          onOpenChange={() => setAsked(null)}
          width={480}
          title="New secret"
          description={name}
          footerNote="Kept in the audit log"
          footer={
            <>
              <DialogClose>
                <Button>Cancel</Button>
              </DialogClose>
              <Button
                variant="primary"
                busy={isBusy}
                busyText="Making it"
                onClick={() =>
                  act(async () => {
                    const answer = await rotateSecretAction({ id, overlapHours: Number(overlap) });
                    if (answer.ok) onSecret(answer.secret);
                    return answer;
                  })
                }
              >
                Make a new secret
              </Button>
            </>
          }
        >
          <p className="mb-3 text-13 text-ink-2">How long may the old secret sign along?</p>
          <RadioGroup
            label="How long the old secret signs along"
            options={[...OVERLAPS]}
            value={overlap}
            onValueChange={setOverlap}
          />
        </Dialog>
      ) : null}
      {asked === "remove" ? (
        <ConfirmDialog
          title="Remove this webhook?"
          description={name}
          deed="Remove"
          busyText="Removing"
          busy={isBusy}
          onConfirm={() => act(() => removeWebhookAction({ id }), "Webhook removed")}
          onClose={() => setAsked(null)}
        >
          Its messages go with it, those that wait and those that were given up. To stop it for a while,
          switch it off instead.
        </ConfirmDialog>
      ) : null}
    </li>
  );
}

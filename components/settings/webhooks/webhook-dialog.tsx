"use client";
import { type FormEvent, useId, useState, useTransition } from "react";
import { addWebhookAction, changeWebhookAction } from "@/lib/modules/webhooks/actions";
import {
  EVENT_TYPES,
  EVENT_WORDS,
  type EventType,
  type Refused,
  type WebhookRow,
} from "@/lib/modules/webhooks/types";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { CheckboxField } from "../../ui/checkbox";
import { Dialog, DialogClose } from "../../ui/dialog";
import { Field, FieldError } from "../../ui/field";
import { Input } from "../../ui/input";

const NO_ANSWER: Refused = {
  ok: false,
  code: "no_answer",
  message: "No answer from the server. Nothing was saved; what you typed is still here.",
};
const USUAL: readonly EventType[] = ["lead.band_changed", "lead.hot", "override.set", "override.ended"];

/** Adds a webhook, or changes where one goes and what it is told of. */
export function WebhookDialog({
  webhook,
  onClose,
  onSecret,
}: {
  webhook: WebhookRow | null;
  onClose: () => void;
  /** A new webhook has one, to be shown once. */
  onSecret: (secret: string) => void;
}) {
  const formId = useId();
  const [isBusy, start] = useTransition();
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [events, setEvents] = useState<readonly EventType[]>(webhook?.events ?? USUAL);
  const [problem, setProblem] = useState<Refused | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    start(async () => {
      const wish = { url, description, events: [...events] };
      try {
        if (webhook) {
          const answer = await changeWebhookAction({ id: webhook.id, ...wish });
          if (answer.ok) onClose();
          else setProblem(answer);
          return;
        }
        const answer = await addWebhookAction(wish);
        if (answer.ok) onSecret(answer.secret);
        else setProblem(answer);
      } catch {
        setProblem(NO_ANSWER);
      }
    });
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      fullOnPhone
      title={webhook ? "Change the webhook" : "Add a webhook"}
      footerNote="Kept in the audit log"
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" busy={isBusy} busyText="Saving">
            {webhook ? "Save" : "Add"}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-4">
        {problem && !problem.fields ? (
          <Banner tone="danger" live>
            {problem.message}
          </Banner>
        ) : null}
        <Field
          label="Address"
          hint="https, and reachable from the internet. Redirects are not followed."
          error={problem?.fields?.url}
        >
          <Input
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://example.com/firstcall"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <Field label="What it is for" aside="optional" error={problem?.fields?.description}>
          <Input
            autoComplete="off"
            placeholder="Data warehouse"
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <fieldset>
          <legend className="text-12 font-medium text-ink">Tell it of</legend>
          <div className="mt-2 space-y-2.5">
            {EVENT_TYPES.map((type) => (
              <CheckboxField
                key={type}
                label={<span className="font-medium text-ink">{EVENT_WORDS[type].label}</span>}
                hint={EVENT_WORDS[type].when}
                checked={events.includes(type)}
                onCheckedChange={(on) =>
                  setEvents((was) => (on === true ? [...was, type] : was.filter((each) => each !== type)))
                }
              />
            ))}
          </div>
          {problem?.fields?.events ? <FieldError>{problem.fields.events}</FieldError> : null}
        </fieldset>
      </form>
    </Dialog>
  );
}

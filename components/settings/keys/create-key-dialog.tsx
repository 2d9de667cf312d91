"use client";
import { Plus } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { createKeyAction } from "@/lib/modules/keys/actions";
import {
  DEFAULT_LIMIT_PER_MINUTE,
  type KeyToldOnce,
  SCOPE_PURPOSES,
  SCOPES,
  type Scope,
} from "@/lib/modules/keys/types";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { CheckboxField } from "../../ui/checkbox";
import { Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input, NumberInput } from "../../ui/input";
import { Select } from "../../ui/select";
import { ToldOnce } from "../../ui/told-once";
import { NO_ANSWER } from "./key-dialogs";

const LIFETIMES = [
  { value: "0", label: "Until it is revoked" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];
const DAY = 86_400_000;

const NEW = {
  name: "",
  scopes: ["score"] as Scope[],
  limit: DEFAULT_LIMIT_PER_MINUTE as number | null,
  days: "0",
};

/** The filled button of the keys page and its dialog: what it is for and may do, then the key, once. */
export function CreateKeyDialog() {
  const [open, setOpen] = useState(false);
  const [wish, setWish] = useState(NEW);
  const [result, setResult] = useState<KeyToldOnce | null>(null);
  const [pending, start] = useTransition();

  function onOpenChange(next: boolean) {
    setOpen(next);
    if (next) return;
    setWish(NEW);
    setResult(null);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const days = Number(wish.days);
    start(async () =>
      setResult(
        await createKeyAction({
          kind: "secret",
          name: wish.name,
          scopes: wish.scopes,
          limitPerMinute: wish.limit,
          expiresAt: days === 0 ? null : new Date(Date.now() + days * DAY).toISOString(),
        }).catch(() => NO_ANSWER),
      ),
    );
  }

  const done = result?.ok ? result : null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width={480}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden="true" />}>
          Create key
        </Button>
      }
      title={done ? `Key for ${wish.name.trim()}` : "Create a key"}
      description={
        done
          ? "Copy it now: we keep only its hash."
          : "For one program each, so that it can be revoked alone."
      }
      footer={
        done ? (
          <DialogClose>
            <Button variant="primary">Done</Button>
          </DialogClose>
        ) : (
          <>
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" form="create-key" variant="primary" busy={pending} busyText="Creating">
              Create the key
            </Button>
          </>
        )
      }
    >
      {done ? (
        <ToldOnce label="The key" text={done.secret} copyLabel="Copy key">
          It is not shown again. Send it as <code className="font-mono">Authorization: Bearer …</code> with
          every request.
        </ToldOnce>
      ) : (
        <form id="create-key" onSubmit={submit} noValidate className="space-y-3">
          {result?.ok === false ? (
            <Banner tone="danger" live>
              {result.message}
            </Banner>
          ) : null}
          <Field label="Name" layout="row" hint="What will use it: “Website scoring”.">
            <Input
              value={wish.name}
              onChange={(event) => setWish({ ...wish, name: event.target.value })}
              autoComplete="off"
              maxLength={80}
              required
            />
          </Field>
          <fieldset className="md:grid md:grid-cols-[80px_1fr] md:gap-x-4">
            <legend className="float-left text-13 text-ink-2 max-md:mb-1.5">May</legend>
            <div className="clear-left space-y-1 md:clear-none">
              {SCOPES.map((scope) => (
                <CheckboxField
                  key={scope}
                  label={scope}
                  hint={SCOPE_PURPOSES[scope]}
                  checked={wish.scopes.includes(scope)}
                  onCheckedChange={(checked) =>
                    setWish({
                      ...wish,
                      scopes: SCOPES.filter((each) =>
                        each === scope ? checked === true : wish.scopes.includes(each),
                      ),
                    })
                  }
                />
              ))}
            </div>
          </fieldset>
          <Field label="Limit" layout="row" hint="Requests a minute; what comes above it is told to wait.">
            <NumberInput
              value={wish.limit}
              onValueChange={(limit) => setWish({ ...wish, limit })}
              unit="/ min"
              min={1}
              step={100}
            />
          </Field>
          <Field label="Works" layout="row">
            <Select
              options={LIFETIMES}
              value={wish.days}
              onValueChange={(days) => setWish({ ...wish, days })}
              size="md"
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}

"use client";
import { Popover as Primitive } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { QueueAgain, QueueLead, QueuePerson } from "@/lib/modules/queue/types-screen";
import { choiceText } from "@/lib/present/bulk-words";
import { capital, two } from "@/lib/present/format";
import { whenText } from "@/lib/present/queue-words";
import { localToUtc } from "@/lib/present/zone-instant";
import { zoneTime } from "@/lib/present/zone-time";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Field } from "../ui/field";
import { floatClass } from "../ui/float-class";
import { Input } from "../ui/input";
import { Kbd } from "../ui/kbd";

interface BarPopoverProps {
  label: string;
  open: boolean;
  onClose: () => void;
  /** Digits and letters that choose. */
  keys: Readonly<Record<string, () => void>>;
  anchor: ReactNode;
  children: ReactNode;
}

/** Opens above the action bar; Esc and a click elsewhere close it, its keys choose. */
export function BarPopover({ label, open, onClose, keys, anchor, children }: BarPopoverProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if ((event.target as Element).closest("input")) return;
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  }
  return (
    <Primitive.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Primitive.Anchor asChild>{anchor}</Primitive.Anchor>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          side="top"
          align="start"
          alignOffset={24}
          sideOffset={-2}
          collisionPadding={16}
          onKeyDown={onKeyDown}
          // The key that opened it must not find its button focused afterwards.
          onCloseAutoFocus={(event) => event.preventDefault()}
          className={cn(floatClass, "w-80 max-w-[calc(100vw-32px)] rounded-4 py-3")}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface ChoiceProps {
  kbd: string;
  hint?: ReactNode;
  first?: boolean | undefined;
  onChoose: () => void;
  children: ReactNode;
}

function PopoverChoice({ kbd, hint, first, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: what opened it was asked for by a key
      autoFocus={first}
      aria-keyshortcuts={kbd}
      onClick={onChoose}
      className="flex min-h-9 w-full items-center gap-2 border-l-[3px] border-transparent px-4 text-left text-13 font-medium text-ink outline-none hover:bg-hover focus-visible:border-accent focus-visible:bg-selected max-md:min-h-11"
    >
      <span className="flex min-w-0 flex-1 items-center gap-2 truncate">{children}</span>
      {hint ? <span className="text-12 font-normal text-ink-2">{hint}</span> : null}
      <Kbd>{kbd}</Kbd>
    </button>
  );
}

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

interface SnoozeProps {
  lead: QueueLead;
  again: QueueAgain;
  now: number;
  timeZone: string;
  open: boolean;
  anchor: ReactNode;
  onClose: () => void;
  onSnooze: (until: number, wakes: boolean) => void;
}

/** Until when a lead sleeps, and which promise that would break. */
export function SnoozePopover({ lead, again, now, timeZone, open, anchor, onClose, onSnooze }: SnoozeProps) {
  const [picking, setPicking] = useState(false);
  const context = { now, timeZone };
  const first = lead.row.name.split(" ")[0] ?? lead.row.name;
  const close = () => {
    setPicking(false);
    onClose();
  };
  const choices: { label: string; until: number; wakes?: boolean; hint?: string }[] = [
    { label: choiceText("hour", ""), until: now + HOUR },
    ...(again.afternoonAt ? [{ label: choiceText("afternoon", ""), until: again.afternoonAt }] : []),
    { label: choiceText("tomorrow", whenText(again.tomorrowAt, context)), until: again.tomorrowAt },
    { label: choiceText("next_week", ""), until: again.nextWeekAt },
    { label: "When they are back", until: now + WEEK, wakes: true, hint: "or in 7 days" },
  ];
  const choose = (until: number, wakes = false) => {
    close();
    onSnooze(until, wakes);
  };
  const keys: Record<string, () => void> = { d: () => setPicking(true) };
  for (const [index, { until, wakes }] of choices.entries())
    keys[String(index + 1)] = () => choose(until, wakes);
  return (
    <BarPopover label={`Snooze ${lead.row.name}`} open={open} onClose={close} keys={keys} anchor={anchor}>
      <div className="px-4 pb-2">
        <p className="font-semibold text-ink">Snooze {first} until</p>
        <p className="text-12 text-ink-3">The lead leaves the queue and comes back by itself.</p>
      </div>
      {picking ? (
        <PickDate
          now={now}
          timeZone={timeZone}
          onPick={(until) => choose(until)}
          onBack={() => setPicking(false)}
        />
      ) : (
        <>
          {choices.map(({ label, until, wakes, hint }, index) => (
            <PopoverChoice
              key={label}
              kbd={String(index + 1)}
              first={index === 0}
              hint={hint ?? capital(whenText(until, context))}
              onChoose={() => choose(until, wakes)}
            >
              {label}
            </PopoverChoice>
          ))}
          <PopoverChoice kbd="D" onChoose={() => setPicking(true)}>
            Pick a date
          </PopoverChoice>
        </>
      )}
      {lead.due?.kind === "respond" && lead.due.at > now ? (
        <p className="mx-4 mt-2 border-t border-line pt-2 text-12 text-ink-2">
          <span className="font-medium text-caution">
            The promise to call ends {whenText(lead.due.at, context).replace(/^(\d)/, "at $1")}.
          </span>{" "}
          A longer snooze breaks it.
        </p>
      ) : null}
    </BarPopover>
  );
}

function PickDate({
  now,
  timeZone,
  onPick,
  onBack,
}: {
  now: number;
  timeZone: string;
  onPick: (until: number) => void;
  onBack: () => void;
}) {
  const local = zoneTime(now + 24 * HOUR, timeZone);
  const [text, setText] = useState(`${local.year}-${two(local.month)}-${two(local.day)}T09:00`);
  const [error, setError] = useState<string | null>(null);
  return (
    <form
      className="px-4 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        const at = Date.parse(`${text}Z`);
        const until = Number.isNaN(at) ? Number.NaN : localToUtc(at, timeZone);
        if (until > now) onPick(until);
        else
          setError(Number.isNaN(until) ? "Write a date and a time." : "Choose a time that is still to come.");
      }}
    >
      <Field label="Date and time" error={error}>
        <Input
          autoFocus
          type="datetime-local"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="mt-3 flex gap-2">
        <Button type="submit">Snooze until then</Button>
        <Button variant="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}

interface AssignProps {
  lead: QueueLead;
  people: readonly QueuePerson[];
  me: string;
  open: boolean;
  anchor: ReactNode;
  onClose: () => void;
  onAssign: (toUserId: string | null) => void;
}

const MOST_NUMBERED = 9;

/** To whom a lead goes. */
export function AssignPopover({ lead, people, me, open, anchor, onClose, onAssign }: AssignProps) {
  const others = people.filter(({ id }) => id !== lead.ownerId);
  const choose = (toUserId: string | null) => {
    onClose();
    onAssign(toUserId);
  };
  const keys: Record<string, () => void> = { p: () => lead.ownerId !== null && choose(null) };
  for (const [index, { id }] of others.slice(0, MOST_NUMBERED).entries())
    keys[String(index + 1)] = () => choose(id);
  return (
    <BarPopover label={`Assign ${lead.row.name}`} open={open} onClose={onClose} keys={keys} anchor={anchor}>
      <p className="px-4 pb-2 font-semibold text-ink">Give {lead.row.name} to</p>
      <div className="max-h-72 overflow-y-auto">
        {others.map(({ id, name }, index) => (
          <PopoverChoice
            key={id}
            kbd={index < MOST_NUMBERED ? String(index + 1) : "↵"}
            first={index === 0}
            onChoose={() => choose(id)}
          >
            <Avatar id={id} name={name} />
            {id === me ? "Myself" : name}
          </PopoverChoice>
        ))}
        {lead.ownerId === null ? null : (
          <PopoverChoice kbd="P" onChoose={() => choose(null)}>
            Back into the pool
          </PopoverChoice>
        )}
      </div>
    </BarPopover>
  );
}

"use client";
import {
  Ban,
  ChevronRight,
  CircleHelp,
  Clock,
  Ellipsis,
  Mail,
  NotebookPen,
  Pencil,
  Phone,
  UserRound,
} from "lucide-react";
import type { QueueLead } from "@/lib/modules/queue/types-screen";
import {
  CALL_OUTCOME_WORDS,
  CALL_OUTCOMES,
  type CallOutcome,
  DISQUALIFY_REASONS,
  DISQUALIFY_WORDS,
  type DisqualifyReason,
  outcomeHint,
} from "@/lib/present/queue-words";
import { telephone } from "../leads/lead-header";
import { Button } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { IconButton } from "../ui/icon-button";
import { Kbd } from "../ui/kbd";
import { Menu, MenuItem } from "../ui/menu";
import type { Queue } from "./use-queue";

export type BarMode = "idle" | "outcome" | "why_not" | "disqualify" | "note";

/** What the bar offers of a lead; the same deeds by key and by hand. */
export interface BarDeeds {
  readonly call: () => void;
  readonly email: (() => void) | null;
  readonly snooze: () => void;
  readonly note: () => void;
  readonly assign: () => void;
  readonly disqualify: () => void;
  readonly override: (() => void) | null;
  readonly help: () => void;
}

interface BarProps {
  lead: QueueLead;
  deeds: BarDeeds;
}

/** 60 px under the lead: call, write, and what else one does with it. */
export function ActionBar({ lead, deeds }: BarProps) {
  return (
    <div className="flex h-[60px] items-center gap-2 px-8 max-xl:px-6 max-md:hidden">
      <Button variant="primary" size="md" icon={<Phone />} kbd="C" onClick={deeds.call}>
        Call and log
      </Button>
      {deeds.email ? (
        <Button size="md" icon={<Mail />} kbd="E" onClick={deeds.email}>
          E-mail
        </Button>
      ) : null}
      <div className="flex min-w-0 flex-1 items-center [&_button]:px-2.5">
        <Button variant="quiet" size="md" icon={<Clock />} kbd="S" onClick={deeds.snooze}>
          Snooze
        </Button>
        <Button variant="quiet" size="md" icon={<NotebookPen />} kbd="N" onClick={deeds.note}>
          Note
        </Button>
        <Button
          variant="quiet"
          size="md"
          icon={<UserRound />}
          kbd="A"
          onClick={deeds.assign}
          className="max-xl:hidden"
        >
          {lead.ownerId === null ? "Claim" : "Assign"}
        </Button>
        <Button
          variant="quiet"
          size="md"
          icon={<Ban />}
          kbd="X"
          onClick={deeds.disqualify}
          className="max-xl:hidden"
        >
          Disqualify
        </Button>
        <span className="ml-auto flex items-center gap-0.5">
          <Menu
            align="end"
            trigger={
              <button
                type="button"
                className={buttonClass({ variant: "quiet", size: "md", className: "xl:hidden" })}
              >
                <Ellipsis aria-hidden="true" className="size-4" /> More
              </button>
            }
          >
            <MenuItem onSelect={deeds.assign}>{lead.ownerId === null ? "Claim" : "Assign"}</MenuItem>
            <MenuItem onSelect={deeds.disqualify}>Disqualify</MenuItem>
            {deeds.override ? <MenuItem onSelect={deeds.override}>Override</MenuItem> : null}
          </Menu>
          {deeds.override ? (
            <IconButton
              label="Override the score"
              icon={<Pencil aria-hidden="true" />}
              size="md"
              aria-keyshortcuts="O"
              onClick={deeds.override}
              className="max-xl:hidden"
            />
          ) : null}
          <IconButton
            label="Keys"
            icon={<CircleHelp aria-hidden="true" />}
            size="md"
            aria-keyshortcuts="?"
            onClick={deeds.help}
            className="touch:hidden"
          />
        </span>
      </div>
    </div>
  );
}

/** At the thumb: call, and four more. */
export function PhoneBar({ lead, deeds, onNext }: BarProps & { onNext: () => void }) {
  const small = buttonClass({
    size: "lg",
    className: "h-[52px] min-w-0 flex-1 flex-col gap-0.5 px-1 text-12 font-medium [&>svg]:size-4",
  });
  return (
    <div className="space-y-2 px-4 pb-[max(12px,env(safe-area-inset-bottom))] pt-3 md:hidden">
      {lead.phone ? (
        <a
          href={telephone(lead.phone)}
          onClick={deeds.call}
          className={buttonClass({ variant: "primary", size: "lg", className: "w-full" })}
        >
          <Phone aria-hidden="true" className="size-[18px] shrink-0" />
          <span className="truncate">Call {lead.phone}</span>
        </a>
      ) : (
        <Button variant="primary" size="lg" icon={<Phone />} onClick={deeds.call} className="w-full">
          Call and log
        </Button>
      )}
      <div className="flex gap-2">
        {deeds.email ? (
          <button type="button" onClick={deeds.email} className={small}>
            <Mail aria-hidden="true" /> E-mail
          </button>
        ) : null}
        <button type="button" onClick={deeds.snooze} className={small}>
          <Clock aria-hidden="true" /> Snooze
        </button>
        <button type="button" onClick={deeds.note} className={small}>
          <NotebookPen aria-hidden="true" /> Note
        </button>
        <button type="button" onClick={onNext} className={small}>
          <ChevronRight aria-hidden="true" /> Next
        </button>
        <Menu
          align="end"
          trigger={
            <button type="button" className={small}>
              <Ellipsis aria-hidden="true" /> More
            </button>
          }
        >
          <MenuItem onSelect={deeds.assign}>{lead.ownerId === null ? "Claim" : "Assign"}</MenuItem>
          <MenuItem onSelect={deeds.disqualify}>Disqualify</MenuItem>
          {deeds.override ? <MenuItem onSelect={deeds.override}>Override</MenuItem> : null}
        </Menu>
      </div>
    </div>
  );
}

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly run: () => void;
}

interface ChoiceBarProps {
  title: string;
  note?: React.ReactNode;
  choices: readonly Choice[];
  aside?: React.ReactNode;
  onBack: () => void;
}

/** The bar as numbered answers; the lead above stays readable. */
export function ChoiceBar({ title, note, choices, aside, onBack }: ChoiceBarProps) {
  return (
    <div className="px-8 pb-3.5 pt-3 max-xl:px-6 max-md:px-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="text-13">
          <span className="font-semibold text-ink">{title}</span>
          {note ? <span className="ml-2 text-12 text-ink-3">{note}</span> : null}
        </p>
        <span className="flex items-center gap-3 text-12 text-ink-2">
          {aside}
          <button
            type="button"
            onClick={onBack}
            className="touch-target inline-flex items-center gap-2 rounded-1 hover:text-ink"
          >
            Back <Kbd>Esc</Kbd>
          </button>
        </span>
      </div>
      <fieldset aria-label={title} className="mt-2 flex flex-wrap gap-2 max-md:grid max-md:grid-cols-2">
        {choices.map((choice, index) => (
          <button
            key={choice.key}
            type="button"
            // biome-ignore lint/a11y/noAutofocus: the bar was asked for by a key; its answers come next
            autoFocus={index === 0}
            aria-keyshortcuts={String(index + 1)}
            onClick={choice.run}
            className="min-h-12 min-w-0 flex-auto rounded-3 border border-line-strong bg-surface px-2.5 py-1.5 text-left hover:bg-hover focus-visible:bg-selected"
          >
            <span className="flex items-center justify-between gap-2">
              <span className="truncate text-13 font-medium text-ink">{choice.label}</span>
              <Kbd>{String(index + 1)}</Kbd>
            </span>
            {choice.hint ? <span className="block truncate text-12 text-ink-3">{choice.hint}</span> : null}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

export function outcomeChoices(
  queue: Queue,
  lead: QueueLead,
  pick: (outcome: CallOutcome) => void,
): readonly Choice[] {
  const next = { ...queue.again, effect: lead.connectedEffect };
  return CALL_OUTCOMES.map((outcome) => ({
    key: outcome,
    label: CALL_OUTCOME_WORDS[outcome],
    hint: outcomeHint(outcome, next, { now: queue.now, timeZone: queue.timeZone }),
    run: () => pick(outcome),
  }));
}

export function reasonChoices(pick: (reason: DisqualifyReason) => void): readonly Choice[] {
  return DISQUALIFY_REASONS.map((reason) => ({
    key: reason,
    label: DISQUALIFY_WORDS[reason],
    run: () => pick(reason),
  }));
}

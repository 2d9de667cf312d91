"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { QueueLead, QueuePage } from "@/lib/modules/queue/types-screen";
import { telephone } from "../leads/lead-header";
import { OverrideDialog } from "../overrides/override-dialog";
import { useOpenKeys } from "../shell/app-shell";
import { ButtonLink } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { linkClass } from "../ui/text-link";
import { useToast } from "../ui/toast";
import { AssignPopover, SnoozePopover } from "./bar-popover";
import { copyOpening } from "./copy-opening";
import { NoteForm } from "./note-form";
import {
  ActionBar,
  type BarDeeds,
  type BarMode,
  ChoiceBar,
  outcomeChoices,
  PhoneBar,
  reasonChoices,
} from "./queue-bar";
import type { Queue } from "./use-queue";
import { useLeadKeys } from "./use-queue-keys";
import { useQueueRegistry } from "./use-queue-registry";

/** Keys and buttons of one lead. Made anew for each, so that nothing half done goes on with the next. */
export function LeadDeeds({ queue, lead, page }: { queue: Queue; lead: QueueLead; page: QueuePage }) {
  const router = useRouter();
  const toast = useToast();
  const [mode, setMode] = useState<BarMode>("idle");
  const [noteFrom, setNoteFrom] = useState<BarMode>("idle");
  const [overriding, setOverriding] = useState(false);
  const [float, setFloat] = useState<"snooze" | "assign" | null>(null);
  const openKeys = useOpenKeys();
  const item = { id: lead.id, name: lead.row.name };
  const { me, people } = page.context;
  const isFree = lead.mayWork && lead.isOpen;

  const startCall = async () => {
    setMode("outcome");
    // Two reps never dial the same lead: it is claimed before the phone rings.
    if (lead.ownerId === null && !(await queue.act(item, { kind: "claim" }))) setMode("idle");
  };
  const deeds: BarDeeds = {
    // On a phone the button is a link that dials. A computer asks each time what to dial with, and takes the keys away.
    call: () => void startCall(),
    email: lead.email
      ? () => {
          const body = encodeURIComponent(lead.opening.text);
          window.location.assign(`mailto:${lead.email}?body=${body}`);
          void queue.act(item, { kind: "email" });
        }
      : null,
    snooze: () => setFloat("snooze"),
    note: () => {
      setNoteFrom(mode === "outcome" ? "outcome" : "idle");
      setMode("note");
    },
    assign: () => {
      if (lead.ownerId === null) void queue.act(item, { kind: "claim" });
      else setFloat("assign");
    },
    disqualify: () => setMode("disqualify"),
    override: page.context.override && lead.isOpen ? () => setOverriding(true) : null,
    help: openKeys,
  };
  const copy = async () => {
    const done = await copyOpening(lead);
    toast(
      done
        ? { title: "Opening line copied", durationMs: 4_000 }
        : { title: "The browser did not let us copy. Select the text instead.", tone: "error" },
    );
  };
  const choices =
    mode === "outcome"
      ? outcomeChoices(queue, lead, (outcome) =>
          outcome === "not_interested" ? setMode("why_not") : void queue.act(item, { kind: "call", outcome }),
        )
      : mode === "why_not"
        ? reasonChoices((reason) => void queue.act(item, { kind: "call", outcome: "not_interested", reason }))
        : mode === "disqualify"
          ? reasonChoices((reason) => void queue.act(item, { kind: "disqualify", reason }))
          : [];
  useQueueRegistry(lead, isFree ? { queue, copy: () => void copy(), deeds } : null);
  const numbered = Object.fromEntries(choices.map(({ run }, index) => [String(index + 1), run]));
  const back = mode === "idle" ? undefined : () => setMode(mode === "why_not" ? "outcome" : "idle");
  useLeadKeys({
    Enter: mode === "idle" ? () => router.push(`/leads/${lead.id}`) : undefined,
    f: () => router.push(`/leads/${lead.id}`),
    y: () => void copy(),
    ...(isFree && mode === "idle"
      ? {
          c: deeds.call,
          e: deeds.email ?? undefined,
          s: deeds.snooze,
          n: deeds.note,
          a: deeds.assign,
          x: deeds.disqualify,
          o: deeds.override ?? undefined,
        }
      : {}),
    ...(mode === "outcome" ? { n: deeds.note } : {}),
    ...numbered,
    Escape: back,
  });

  const bar = (
    <div
      data-print="hide"
      className="shrink-0 border-t border-line bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-40"
    >
      <OverrideDialog
        leadId={lead.id}
        open={overriding}
        onOpenChange={setOverriding}
        onDone={() => queue.cache.refresh(lead.id)}
      />
      {!isFree ? (
        <NotMine lead={lead} people={people} />
      ) : mode === "note" ? (
        <NoteForm
          name={lead.row.name}
          onBack={() => setMode(noteFrom)}
          onSave={(text) => {
            setMode(noteFrom);
            void queue.act(item, { kind: "note", text });
          }}
        />
      ) : choices.length > 0 ? (
        <ChoiceBar
          key={mode}
          title={
            mode === "outcome" ? "How did the call go?" : mode === "why_not" ? "Why not?" : "Why disqualify?"
          }
          note={
            mode !== "outcome" ? (
              "The lead leaves the pipeline and counts as not won."
            ) : lead.phone ? (
              <a href={telephone(lead.phone)} className={linkClass}>
                Dial {lead.phone}
              </a>
            ) : (
              "No number is known."
            )
          }
          choices={choices}
          onBack={() => back?.()}
          aside={
            mode === "outcome" ? (
              <button
                type="button"
                onClick={deeds.note}
                className="touch-target inline-flex items-center gap-2 rounded-1 hover:text-ink"
              >
                Add a note <Kbd>N</Kbd>
              </button>
            ) : mode === "why_not" ? (
              <button
                type="button"
                onClick={() => void queue.act(item, { kind: "call", outcome: "not_interested" })}
                className="touch-target rounded-1 hover:text-ink"
              >
                Keep the lead
              </button>
            ) : null
          }
        />
      ) : (
        <>
          <ActionBar lead={lead} deeds={deeds} />
          <PhoneBar lead={lead} deeds={deeds} onNext={() => queue.dispatch({ type: "move", step: 1 })} />
        </>
      )}
    </div>
  );
  return (
    <AssignPopover
      lead={lead}
      people={people}
      me={me.id}
      open={float === "assign"}
      onClose={() => setFloat(null)}
      onAssign={(toUserId) => void queue.act(item, { kind: "assign", toUserId })}
      anchor={
        <div>
          <SnoozePopover
            lead={lead}
            again={queue.again}
            now={queue.now}
            timeZone={queue.timeZone}
            open={float === "snooze"}
            onClose={() => setFloat(null)}
            onSnooze={(until, wakes) => void queue.act(item, { kind: "snooze", until, wakes })}
            anchor={bar}
          />
        </div>
      }
    />
  );
}

function NotMine({ lead, people }: { lead: QueueLead; people: QueuePage["context"]["people"] }) {
  const owner = people.find(({ id }) => id === lead.ownerId)?.name;
  return (
    <div className="flex min-h-[60px] flex-wrap items-center justify-between gap-3 px-8 py-2 max-md:px-4">
      <p className="text-13 text-ink-2">
        {lead.isOpen
          ? `${owner ?? "Somebody else"} works on this lead.`
          : "This lead is closed; there is nothing to call for."}
      </p>
      <ButtonLink href={`/leads/${lead.id}`}>Open lead</ButtonLink>
    </div>
  );
}

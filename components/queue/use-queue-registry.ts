"use client";
import { useEffect, useMemo, useRef } from "react";
import type { QueueLead } from "@/lib/modules/queue/types-screen";
import { CALL_OUTCOME_WORDS, CALL_OUTCOMES, whenText } from "@/lib/present/queue-words";
import { type PageKey, type PaletteCommand, usePageKeys, usePaletteCommands } from "../shell/registry";
import type { BarDeeds } from "./queue-bar";
import type { Queue } from "./use-queue";

const MOVE: readonly PageKey[] = [
  { label: "Next lead", keys: ["J", "↓"] },
  { label: "Previous lead", keys: ["K", "↑"] },
  { label: "Open lead", keys: ["↵"] },
  { label: "Take in new hot leads", keys: ["G"] },
];
const ACT: readonly PageKey[] = [
  { label: "Call and log", keys: ["C"] },
  { label: "E-mail", keys: ["E"] },
  { label: "Snooze", keys: ["S"] },
  { label: "Note", keys: ["N"] },
  { label: "Claim or assign", keys: ["A"] },
  { label: "Disqualify", keys: ["X"] },
  { label: "Override or ask for it", keys: ["O"] },
  { label: "Undo, for 10 s", keys: ["U"] },
];
const AFTER_A_CALL: readonly PageKey[] = CALL_OUTCOMES.map((outcome, index) => ({
  label: CALL_OUTCOME_WORDS[outcome],
  keys: [String(index + 1)],
}));
const READ: readonly PageKey[] = [
  { label: "All factors", keys: ["F"] },
  { label: "Copy the opening line", keys: ["Y"] },
];
const SEARCH: readonly PageKey[] = [{ label: "Search", keys: ["/"] }];

interface Running {
  readonly queue: Queue;
  readonly deeds: BarDeeds;
  readonly copy: () => void;
}

/** Tells the frame what the queue can do: its keys in the sheet, its deeds in the palette. */
export function useQueueRegistry(lead: QueueLead, running: Running | null): void {
  const latest = useRef(running);
  useEffect(() => {
    latest.current = running;
  });
  usePageKeys("Move", MOVE);
  usePageKeys("Act on the lead", ACT);
  usePageKeys("After a call", AFTER_A_CALL);
  usePageKeys("Read", READ);
  usePageKeys("Go to", SEARCH);
  const { id } = lead;
  const { name } = lead.row;
  const isFree = running !== null;
  const tomorrow = running?.queue.again.tomorrowAt ?? null;
  const timeZone = running?.queue.timeZone ?? "Etc/UTC";
  const commands = useMemo((): readonly PaletteCommand[] => {
    if (!isFree || tomorrow === null) return [];
    const group = `On ${name}`;
    const item = { id, name };
    const deed = (label: string, keys: readonly string[], run: (now: Running) => void, detail?: string) => ({
      ...{ id: `queue ${label}`, label, detail, group, keys },
      run: () => {
        if (latest.current) run(latest.current);
      },
    });
    return [
      ...CALL_OUTCOMES.filter((outcome) => outcome !== "not_interested").map((outcome) =>
        deed(
          CALL_OUTCOME_WORDS[outcome],
          ["C", String(CALL_OUTCOMES.indexOf(outcome) + 1)],
          ({ queue }) => void queue.act(item, { kind: "call", outcome }),
          "Log the call",
        ),
      ),
      deed(
        "Snooze until the morning",
        ["S"],
        ({ queue }) => void queue.act(item, { kind: "snooze", until: tomorrow }),
        whenText(tomorrow, { now: latest.current?.queue.now ?? tomorrow, timeZone }),
      ),
      deed("Copy the opening line", ["Y"], ({ copy }) => copy()),
      deed("Add a note", ["N"], ({ deeds }) => deeds.note()),
      deed("Disqualify", ["X"], ({ deeds }) => deeds.disqualify()),
    ];
  }, [id, name, isFree, tomorrow, timeZone]);
  usePaletteCommands(commands);
}

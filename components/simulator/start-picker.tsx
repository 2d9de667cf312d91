"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { searchLeadsAction } from "@/lib/modules/leads/actions-search";
import type { StartRef } from "@/lib/modules/simulator/query";
import type { StartView } from "@/lib/modules/simulator/types";
import { PERSONAS } from "@/lib/modules/simulator/types-personas";
import { useLeadSearch } from "../shell/use-lead-search";
import { BandBadge } from "../ui/band";
import { buttonClass } from "../ui/button-class";
import { cn } from "../ui/cn";
import { itemClass } from "../ui/float-class";
import { SearchInput } from "../ui/input";
import { Popover } from "../ui/popover";

interface StartPickerProps {
  start: StartView;
  onChoose: (start: StartRef) => void;
}

const row = cn(
  itemClass,
  "w-full cursor-pointer gap-3 text-left hover:bg-selected focus-visible:bg-selected",
);

/** Whom the what-if is about: nobody in particular, somebody made up, or a real lead. */
export function StartPicker({ start, onChoose }: StartPickerProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { found, failed, searching } = useLeadSearch(searchLeadsAction, text);
  const take = (next: StartRef) => {
    setOpen(false);
    setText("");
    onChoose(next);
  };
  return (
    <Popover
      label="Start from"
      open={open}
      onOpenChange={setOpen}
      className="w-[340px] p-1"
      trigger={
        <button
          type="button"
          className={buttonClass({ className: "min-w-0 max-w-[300px] shrink gap-1.5 px-2.5" })}
        >
          <span className="min-w-0 max-w-44 truncate">{start.name}</span>
          {start.kind === "lead" && start.detail ? (
            <span className="min-w-0 truncate font-normal text-ink-2 max-2xl:hidden">{start.detail}</span>
          ) : null}
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        </button>
      }
    >
      <div className="p-1.5">
        <SearchInput
          aria-label="Find a lead to start from"
          placeholder="Find a lead by name, company, e-mail"
          value={text}
          maxLength={100}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {text.trim().length >= 2 ? (
        <div className="max-h-80 overflow-y-auto">
          {found?.hits.map((hit) => (
            <button
              key={hit.href}
              type="button"
              className={row}
              onClick={() => take({ kind: "lead", id: hit.href.slice(hit.href.lastIndexOf("/") + 1) })}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{hit.name}</span>
                <span className="block truncate text-12 text-ink-3">{hit.detail}</span>
              </span>
              {hit.score === null ? null : <span className="text-13 font-semibold">{hit.score}</span>}
              {hit.band ? <BandBadge band={hit.band} /> : null}
            </button>
          ))}
          <p role="status" className="px-2 py-1.5 text-12 text-ink-3">
            {failed
              ? "The search did not answer. Try again."
              : searching
                ? "Looking"
                : found && found.hits.length === 0
                  ? "No lead matches"
                  : found?.count}
          </p>
        </div>
      ) : (
        <>
          <button type="button" className={row} onClick={() => take({ kind: "blank" })}>
            <span>
              <span className="block font-medium">A blank lead</span>
              <span className="block text-12 text-ink-3">Nothing known, just arrived</span>
            </span>
          </button>
          {PERSONAS.map(({ id, name, detail }) => (
            <button key={id} type="button" className={row} onClick={() => take({ kind: "persona", id })}>
              <span>
                <span className="block font-medium">{name}</span>
                <span className="block text-12 text-ink-3">{detail}</span>
              </span>
            </button>
          ))}
        </>
      )}
    </Popover>
  );
}

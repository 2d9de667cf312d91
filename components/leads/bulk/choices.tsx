"use client";
import { useEffect, useState } from "react";
import { bulkChoicesAction } from "@/lib/modules/bulk/actions";
import type { BulkChoices } from "@/lib/modules/bulk/types";
import { Avatar } from "../../ui/avatar";
import { MenuHeading, MenuItem, MenuLine } from "../../ui/menu";
import { Skeleton } from "../../ui/skeleton";
import type { BulkDeed } from "./use-bulk";

/** What the menus offer, asked when one opens: people come and go, and "this afternoon" ends. */
export function useChoices(): BulkChoices | "failed" | null {
  const [choices, setChoices] = useState<BulkChoices | "failed" | null>(null);
  useEffect(() => {
    let stale = false;
    bulkChoicesAction().then(
      (answer) => {
        if (!stale) setChoices(answer.ok ? answer.choices : "failed");
      },
      () => {
        if (!stale) setChoices("failed");
      },
    );
    return () => {
      stale = true;
    };
  }, []);
  return choices;
}

interface ItemsProps {
  choices: BulkChoices | "failed" | null;
  onPick: (deed: BulkDeed) => void;
}

/** Me, the pool, colleagues; typing a name goes to it. */
export function AssignItems({ choices, onPick, me }: ItemsProps & { me: string }) {
  if (choices === null || choices === "failed") return <Waiting failed={choices === "failed"} />;
  const assign = (toUserId: string | null, name: string) => onPick({ kind: "assign", toUserId, name });
  const colleagues = choices.people.filter(({ id }) => id !== me);
  const myself = choices.people.find(({ id }) => id === me);
  return (
    <>
      {myself ? (
        <MenuItem icon={<Avatar name={myself.name} id={me} />} onSelect={() => assign(me, "you")}>
          Me
        </MenuItem>
      ) : null}
      <MenuItem icon={<Avatar name={null} />} onSelect={() => assign(null, "the pool")}>
        Back to the pool
      </MenuItem>
      {colleagues.length > 0 ? (
        <>
          <MenuLine />
          <MenuHeading>Colleagues</MenuHeading>
        </>
      ) : null}
      {colleagues.map(({ id, name }) => (
        <MenuItem key={id} icon={<Avatar name={name} id={id} />} onSelect={() => assign(id, name)}>
          {name}
        </MenuItem>
      ))}
    </>
  );
}

/** Until when; the last one asks for a day. */
export function SnoozeItems({ choices, onPick, onDate }: ItemsProps & { onDate: (first: string) => void }) {
  if (choices === null || choices === "failed") return <Waiting failed={choices === "failed"} />;
  return (
    <>
      {choices.snooze.map(({ choice, label, when }) => (
        <MenuItem
          key={choice}
          hint={when}
          onSelect={() => onPick({ kind: "snooze", until: { kind: "choice", choice }, when })}
        >
          {label}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => onDate(choices.firstDate)}>Pick a date</MenuItem>
    </>
  );
}

function Waiting({ failed }: { failed: boolean }) {
  if (failed)
    return (
      <p role="alert" className="px-2 py-1.5 text-12 text-danger">
        The choices did not load. Close this and try again.
      </p>
    );
  return (
    <div className="space-y-3 px-2 py-2">
      <Skeleton className="w-32" />
      <Skeleton className="w-24" />
      <Skeleton className="w-28" />
    </div>
  );
}

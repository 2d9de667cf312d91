"use client";
import { Clock, User } from "lucide-react";
import { useCallback, useState } from "react";
import type { BulkSelection } from "@/lib/modules/bulk/types";
import { Button } from "../../ui/button";
import { Menu, MenuHeading } from "../../ui/menu";
import { usePageKey } from "../use-page-key";
import { ConfirmDialog, DateDialog } from "./bulk-dialogs";
import { AssignItems, SnoozeItems, useChoices } from "./choices";
import { type BulkDeed, useBulk } from "./use-bulk";

/** Who works on leads here, and how far their right reaches. */
export interface Worker {
  readonly id: string;
  /** Only own and unclaimed leads. */
  readonly onlyOwn: boolean;
}

interface BulkActionsProps {
  me: Worker;
  selection: BulkSelection;
  count: number;
  onDone: () => void;
}

/** Assign and Snooze of the selection bar, with their keys. */
export function BulkActions({ me, selection, count, onDone }: BulkActionsProps) {
  const [open, setOpen] = useState<"assign" | "snooze" | null>(null);
  const [asking, setAsking] = useState<BulkDeed | { readonly kind: "date"; readonly first: string } | null>(
    null,
  );
  const { run, busy } = useBulk();
  usePageKey(
    "a",
    useCallback(() => setOpen("assign"), []),
  );
  usePageKey(
    "s",
    useCallback(() => setOpen("snooze"), []),
  );

  async function carryOut(deed: BulkDeed) {
    const done = await run(selection, deed);
    setAsking(null);
    if (done) onDone();
  }
  function pick(deed: BulkDeed) {
    if (selection.kind === "all") setAsking(deed);
    else void carryOut(deed);
  }
  const close = () => setAsking(null);
  const change = (kind: "assign" | "snooze") => (next: boolean) => setOpen(next ? kind : null);

  return (
    <>
      <Menu
        side="top"
        className="w-60"
        open={open === "assign"}
        onOpenChange={change("assign")}
        trigger={
          <Button variant="quiet" icon={<User aria-hidden="true" />} kbd="A" busy={busy} busyText="Working">
            Assign
          </Button>
        }
      >
        <MenuHeading>Assign to</MenuHeading>
        <Offered>{(choices) => <AssignItems choices={choices} me={me.id} onPick={pick} />}</Offered>
      </Menu>
      <Menu
        side="top"
        className="w-72"
        open={open === "snooze"}
        onOpenChange={change("snooze")}
        trigger={
          <Button variant="quiet" icon={<Clock aria-hidden="true" />} kbd="S" disabled={busy}>
            Snooze
          </Button>
        }
      >
        <MenuHeading>Snooze until</MenuHeading>
        <Offered>
          {(choices) => (
            <SnoozeItems
              choices={choices}
              onPick={pick}
              onDate={(first) => setAsking({ kind: "date", first })}
            />
          )}
        </Offered>
      </Menu>
      {asking?.kind === "date" ? (
        <DateDialog
          count={count}
          firstDate={asking.first}
          onClose={close}
          onPick={(deed) => {
            setAsking(null);
            pick(deed);
          }}
        />
      ) : asking ? (
        <ConfirmDialog
          count={count}
          deed={asking}
          onlyOwn={me.onlyOwn}
          busy={busy}
          onClose={close}
          onConfirm={() => void carryOut(asking)}
        />
      ) : null}
    </>
  );
}

/** Asks for the choices when the menu around it opens. */
function Offered({ children }: { children: (choices: ReturnType<typeof useChoices>) => React.ReactNode }) {
  return children(useChoices());
}

"use client";
import { Clock, Ellipsis, User } from "lucide-react";
import { useState } from "react";
import type { LeadListItem } from "@/lib/present/leads-row";
import { IconButton } from "../../ui/icon-button";
import { Menu, MenuSub } from "../../ui/menu";
import type { Worker } from "./bulk-actions";
import { DateDialog } from "./bulk-dialogs";
import { AssignItems, SnoozeItems, useChoices } from "./choices";
import { type BulkDeed, useBulk } from "./use-bulk";

/** What can be done to one lead from its row. Fifty rows stay light: the menu is made when it is first opened. */
export function RowMenu({ lead, me }: { lead: LeadListItem; me: Worker }) {
  const [wasOpened, setWasOpened] = useState(false);
  const [open, setOpen] = useState(false);
  const trigger = (
    <IconButton
      label={`Actions for ${lead.name}`}
      icon={<Ellipsis aria-hidden="true" />}
      aria-haspopup="menu"
      {...(wasOpened
        ? {}
        : {
            onClick: () => {
              setWasOpened(true);
              setOpen(true);
            },
          })}
    />
  );
  return wasOpened ? (
    <LiveMenu lead={lead} me={me} trigger={trigger} open={open} onOpenChange={setOpen} />
  ) : (
    trigger
  );
}

interface LiveMenuProps {
  lead: LeadListItem;
  me: Worker;
  trigger: React.ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function LiveMenu({ lead, me, trigger, open, onOpenChange }: LiveMenuProps) {
  const { run } = useBulk();
  const [firstDate, setFirstDate] = useState<string | null>(null);
  const pick = (deed: BulkDeed) => void run({ kind: "ticked", ids: [lead.id] }, deed);
  return (
    <>
      <Menu align="end" trigger={trigger} open={open} onOpenChange={onOpenChange}>
        <Items me={me} onPick={pick} onDate={setFirstDate} />
      </Menu>
      {firstDate === null ? null : (
        <DateDialog
          count={1}
          firstDate={firstDate}
          onClose={() => setFirstDate(null)}
          onPick={(deed) => {
            setFirstDate(null);
            pick(deed);
          }}
        />
      )}
    </>
  );
}

/** Inside the menu, so that the choices are asked for each time it opens. */
function Items({
  me,
  onPick,
  onDate,
}: {
  me: Worker;
  onPick: (deed: BulkDeed) => void;
  onDate: (first: string) => void;
}) {
  const choices = useChoices();
  return (
    <>
      <MenuSub icon={<User aria-hidden="true" />} label="Assign to">
        <AssignItems choices={choices} me={me.id} onPick={onPick} />
      </MenuSub>
      <MenuSub icon={<Clock aria-hidden="true" />} label="Snooze until">
        <SnoozeItems choices={choices} onPick={onPick} onDate={onDate} />
      </MenuSub>
    </>
  );
}

"use client";
import { Ellipsis, KeyRound, UserCheck, UserX } from "lucide-react";
import { ROLE_LABELS, type Role } from "@/lib/platform/auth/roles";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { Select } from "../ui/select";
import { roleOptions } from "./role-options";
import type { PersonLine } from "./types";

interface PersonRowProps {
  person: PersonLine;
  busy: boolean;
  onRole: (role: Role) => void;
  onLink: () => void;
  onDeactivate: () => void;
  onReactivate: () => void;
}

/** Two lines at the left, role and menu at the right; on a phone the role comes below. */
export function PersonRow({ person, busy, onRole, onLink, onDeactivate, onReactivate }: PersonRowProps) {
  const { name, email, role, active, isMe } = person;
  return (
    <li
      className={cn(
        "grid min-h-14 items-center gap-x-4 gap-y-2 border-b border-line py-2",
        "grid-cols-[32px_1fr_auto] md:grid-cols-[32px_minmax(180px,1fr)_minmax(150px,220px)_152px_28px]",
      )}
    >
      <Avatar name={name} id={person.userId} size={32} className={active ? undefined : "grayscale"} />
      <div className="min-w-0">
        <p className={cn("truncate text-13 font-medium", active ? "text-ink" : "text-ink-2")}>
          {name}
          {isMe ? <span className="font-normal text-ink-3"> · you</span> : null}
        </p>
        <p className="truncate text-12 text-ink-3">{email}</p>
      </div>
      <div className="min-w-0 text-12 text-ink-3 max-md:col-start-2 max-md:col-end-4 max-md:row-start-2 max-md:-mt-2">
        <p className="truncate">{active ? person.lastSeen : "Deactivated"}</p>
        {active && person.request ? <p className="text-caution">{person.request}</p> : null}
      </div>
      <div className="max-md:col-start-2 max-md:col-end-4 max-md:row-start-3">
        {active && !isMe ? (
          <Select
            options={roleOptions}
            value={role}
            onValueChange={(next) => onRole(next as Role)}
            disabled={busy}
            aria-label={`Role of ${name}`}
          />
        ) : (
          <p className="px-[9px] text-13 text-ink-2 max-md:px-0">{ROLE_LABELS[role]}</p>
        )}
      </div>
      <div className="max-md:col-start-3 max-md:row-start-1">
        {isMe ? null : (
          <Menu
            align="end"
            trigger={<IconButton label={`More about ${name}`} icon={<Ellipsis aria-hidden="true" />} />}
          >
            {active ? (
              <>
                <MenuItem icon={<KeyRound aria-hidden="true" />} onSelect={onLink}>
                  Create a reset link
                </MenuItem>
                <MenuLine />
                <MenuItem icon={<UserX aria-hidden="true" />} danger onSelect={onDeactivate}>
                  Deactivate
                </MenuItem>
              </>
            ) : (
              <MenuItem icon={<UserCheck aria-hidden="true" />} onSelect={onReactivate}>
                Reactivate
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
    </li>
  );
}

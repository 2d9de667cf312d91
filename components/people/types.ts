import type { Role } from "@/lib/platform/auth/roles";

/** A person as a row shows them: every text is ready. */
export interface PersonLine {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly active: boolean;
  readonly isMe: boolean;
  /** "Signed in Tue 17 Nov, 08:42" */
  readonly lastSeen: string;
  /** "Asked for a new password on Monday" */
  readonly request: string | null;
}

export interface InvitationLine {
  readonly id: string;
  readonly email: string;
  readonly roleLabel: string;
  /** "Invited by Jonas Weber, open until 24 Nov" */
  readonly note: string;
  readonly expired: boolean;
}

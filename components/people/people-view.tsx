import type { InvitationRow, PersonRow } from "@/lib/modules/users/types";
import { ROLE_LABELS } from "@/lib/platform/auth/roles";
import { formatCount, formatDay, formatDayTime, relativeDay, type TimeContext } from "@/lib/present/format";
import { SettingsTabs } from "../settings/settings-nav";
import { PageBar, SectionHeading } from "../ui/page-bar";
import { InvitationList } from "./invitation-list";
import { InviteDialog } from "./invite-dialog";
import { PeopleList } from "./people-list";
import type { InvitationLine, PersonLine } from "./types";

interface PeopleViewProps {
  me: { readonly userId: string };
  workspace: string;
  timeZone: string;
  now: Date;
  people: readonly PersonRow[];
  invitations: readonly InvitationRow[];
}

export function PeopleView({ me, workspace, timeZone, now, people, invitations }: PeopleViewProps) {
  const context = { now: now.getTime(), timeZone };
  const active = people.filter((person) => person.active).length;
  return (
    <>
      <PageBar
        title="People"
        actions={<InviteDialog workspace={workspace} timeZone={timeZone} now={context.now} />}
      />
      <SettingsTabs />
      <div className="max-w-[960px] space-y-10 px-8 py-7 max-xl:px-6 max-md:px-4">
        <section aria-labelledby="people-heading">
          <SectionHeading
            id="people-heading"
            title={`${formatCount(active, "person", "people")} in ${workspace}`}
            claim="Everybody sees all leads and scores. What differs is what they may change; a new role holds from the next click."
            className="mb-3"
          />
          <PeopleList people={people.map((row) => lineOf(row, me.userId, context))} context={context} />
        </section>
        {invitations.length > 0 ? (
          <section aria-labelledby="invitations-heading">
            <SectionHeading
              id="invitations-heading"
              title="Open invitations"
              claim="Links that nobody has used yet. A new invitation for the same e-mail takes the place of the old one."
              className="mb-3"
            />
            <InvitationList invitations={invitations.map((row) => invitationLine(row, context))} />
          </section>
        ) : null}
      </div>
    </>
  );
}

function lineOf(row: PersonRow, me: string, context: TimeContext): PersonLine {
  const { userId, name, email, role, active, lastSignInAt, resetRequestedAt } = row;
  return {
    userId,
    name,
    email,
    role,
    active,
    isMe: userId === me,
    lastSeen: lastSignInAt
      ? `Signed in ${formatDayTime(lastSignInAt.getTime(), context)}`
      : "Never signed in",
    request: resetRequestedAt
      ? `Asked for a new password ${relativeDay(resetRequestedAt.getTime(), context)}`
      : null,
  };
}

function invitationLine(row: InvitationRow, context: TimeContext): InvitationLine {
  const until = formatDay(row.expiresAt.getTime(), context);
  const by = row.invitedBy ? `By ${row.invitedBy}, ` : "";
  const note = row.expired ? `${by}expired on ${until}` : `${by}open until ${until}`;
  return {
    id: row.id,
    email: row.email,
    roleLabel: ROLE_LABELS[row.role],
    note: note.charAt(0).toUpperCase() + note.slice(1),
    expired: row.expired,
  };
}

import { ROLE_LABELS, type Role } from "@/lib/platform/auth/roles";
import { log } from "@/lib/platform/log";
import { canMail, sendMail } from "@/lib/platform/mail";
import { publicOrigin } from "@/lib/platform/public-origin";
import { formatLongDay, type TimeContext } from "@/lib/present/format";
import { invitationMail, type LinkMail, resetMail } from "@/lib/present/link-mails";

/** Whether a link went to its person by mail; null: this installation sends none. */
export type Mailed = boolean | null;

export interface Invitation {
  readonly token: string;
  readonly expiresAt: Date;
  readonly workspace: string;
  /** Name of who invites. */
  readonly by: string;
  readonly role: Role;
}

export function mailInvitation(to: string, invitation: Invitation, context: TimeContext): Promise<Mailed> {
  const { token, expiresAt, workspace, by, role } = invitation;
  const until = formatLongDay(expiresAt.getTime(), context);
  return mailLink(to, `/invite/${token}`, (link) =>
    invitationMail({ workspace, by, role: ROLE_LABELS[role], link, until }),
  );
}

export function mailResetLink(
  to: string,
  token: string,
  { hours, asked }: { readonly hours: number; readonly asked: boolean },
): Promise<Mailed> {
  return mailLink(to, `/reset/${token}`, (link) => resetMail({ link, hours, asked }));
}

/**
 * Sent at once and stored nowhere: the database holds such tokens only as hashes. The link begins with the
 * installation's own address, never with what a request says.
 */
async function mailLink(to: string, path: string, words: (link: string) => LinkMail): Promise<Mailed> {
  if (!canMail()) return null;
  const link = `${publicOrigin()}${path}`;
  const { subject, text } = words(link);
  const html = text
    .trim()
    .split("\n\n")
    .map((paragraph) => `<p>${inHtml(paragraph).replace(link, `<br><a href="${link}">${link}</a>`)}</p>`)
    .join("\n");
  try {
    await sendMail({ to, subject, text, html });
    return true;
  } catch (error) {
    log.error("link not mailed", error);
    return false;
  }
}

const inHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

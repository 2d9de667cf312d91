import { writeAudit } from "@/lib/platform/audit";
import { normaliseEmail } from "@/lib/platform/auth/authenticate";
import { forgetFailures } from "@/lib/platform/auth/lockout";
import { membershipsOf } from "@/lib/platform/auth/membership";
import { passwordProblem } from "@/lib/platform/auth/password-rules";
import { hashPassword } from "@/lib/platform/auth/passwords";
import { globalDb, type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { canMail } from "@/lib/platform/mail";
import { firstWorkspaceOf, userByEmail } from "./data";
import { mailResetLink } from "./link-mails";
import type { Actor } from "./mutations";
import { hashToken, makeToken } from "./tokens";
import { type Result, refuse } from "./types";

export const RESET_HOURS = 24;
const HOUR_MS = 3_600_000;

type ResetLink = Result<{ token: string; expiresAt: Date; email: string }>;

/** A link for somebody of one's own workspace; earlier links of that person stop working. */
export async function createResetLink(actor: Actor, userId: string, now: Date): Promise<ResetLink> {
  const elsewhere = (await membershipsOf(userId)).filter(
    (membership) => membership.tenantId !== actor.tenantId,
  );
  return withTenant(actor.tenantId, async (tx) => {
    const member = await tx.membership.findUnique({
      where: { tenantId_userId: { tenantId: actor.tenantId, userId } },
      select: { deactivatedAt: true, user: { select: { email: true } } },
    });
    if (!member || member.deactivatedAt)
      return refuse("not_found", "This person is not active in your workspace.");
    if (elsewhere.some((membership) => membership.active)) {
      // The password opens the other workspace, too: its people have not agreed to this.
      return refuse(
        "other_workspace",
        "This account is also used in another workspace. Whoever runs the server can make a link: npm run firstcall -- reset-password",
      );
    }
    const link = await writeResetToken(tx, userId, now);
    await auditLink(tx, actor.tenantId, actor.userId, userId);
    return { ok: true, ...link, email: member.user.email };
  });
}

/** For whoever runs the server, from the command line. */
export async function createResetLinkByEmail(email: string, now: Date): Promise<ResetLink> {
  const user = await userByEmail(email);
  if (!user) return refuse("not_found", `There is no account with the e-mail ${normaliseEmail(email)}.`);
  const tenantId = await firstWorkspaceOf(user.id);
  const link = tenantId
    ? await withTenant(tenantId, async (tx) => {
        await auditLink(tx, tenantId, null, user.id);
        return writeResetToken(tx, user.id, now);
      })
    : await globalDb().$transaction((tx) => writeResetToken(tx, user.id, now));
  return { ok: true, ...link, email: user.email };
}

const auditLink = (tx: TenantTx, tenantId: string, actorId: string | null, userId: string) =>
  writeAudit(tx, {
    tenantId,
    actorId,
    action: "user.reset_link_created",
    subjectType: "user",
    subjectId: userId,
  });

async function writeResetToken(
  tx: TenantTx,
  userId: string,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = makeToken();
  const expiresAt = new Date(now.getTime() + RESET_HOURS * HOUR_MS);
  await tx.userToken.deleteMany({ where: { userId, kind: "reset", usedAt: null } });
  await tx.userToken.create({ data: { id: newId(), kind: "reset", tokenHash: hash, userId, expiresAt } });
  return { token, expiresAt };
}

/** Whether a reset link can still be used. */
export async function resetLinkWorks(token: string, now: Date): Promise<boolean> {
  const row = await globalDb().userToken.findUnique({ where: { tokenHash: hashToken(token) } });
  return row?.kind === "reset" && row.usedAt === null && row.expiresAt > now;
}

/** Sets a new password; every session of the person ends, and so does a lock of their e-mail. */
export async function resetPassword(wish: { token: string; password: string }, now: Date): Promise<Result> {
  const used = refuse("link", "This link was used already or has expired. Ask an admin for a new one.");
  const row = await globalDb().userToken.findUnique({
    where: { tokenHash: hashToken(wish.token) },
    select: {
      id: true,
      kind: true,
      usedAt: true,
      expiresAt: true,
      user: { select: { id: true, email: true, name: true } },
    },
  });
  if (!row?.user || row.kind !== "reset" || row.usedAt || row.expiresAt <= now) return used;
  const { user } = row;
  const problem = passwordProblem(wish.password, user);
  if (problem) return refuse("weak_password", problem, "password");
  const passwordHash = await hashPassword(wish.password);

  const change = async (tx: TenantTx): Promise<boolean> => {
    // Of two who use the link at once, one wins.
    const { count } = await tx.userToken.updateMany({
      where: { id: row.id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (count === 0) return false;
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, sessionEpoch: { increment: 1 } } });
    return true;
  };
  const tenantId = await firstWorkspaceOf(user.id);
  const changed = tenantId
    ? await withTenant(tenantId, async (tx) => {
        if (!(await change(tx))) return false;
        await writeAudit(tx, {
          tenantId,
          actorId: user.id,
          action: "user.password_reset",
          subjectType: "user",
          subjectId: user.id,
        });
        return true;
      })
    : await globalDb().$transaction(change);
  if (!changed) return used;
  await forgetFailures(user.email);
  return { ok: true };
}

/**
 * Somebody asked for a new password, on the sign-in pages: noted for the admins of each of their workspaces and, where
 * this installation sends mail, answered with a link to the person themselves. At most once an hour, so that nobody
 * can fill a log or a mailbox. Says nothing back: the page says the same for every e-mail.
 */
export async function requestReset(email: string, now: Date): Promise<void> {
  const user = await userByEmail(email);
  if (!user) return;
  let isNews = false;
  for (const { tenantId, active } of await membershipsOf(user.id)) {
    if (active && (await noteRequest(tenantId, user.id, now))) isNews = true;
  }
  if (!isNews || !canMail()) return;
  const { token } = await globalDb().$transaction((tx) => writeResetToken(tx, user.id, now));
  await mailResetLink(user.email, token, { hours: RESET_HOURS, asked: true });
}

/** @returns false where the same was noted within the hour. */
function noteRequest(tenantId: string, userId: string, now: Date): Promise<boolean> {
  return withTenant(tenantId, async (tx) => {
    const about = { tenantId, subjectType: "user", subjectId: userId, action: "user.reset_requested" };
    const recent = await tx.auditEntry.findFirst({
      where: { ...about, createdAt: { gt: new Date(now.getTime() - HOUR_MS) } },
      select: { id: true },
    });
    if (recent) return false;
    await writeAudit(tx, { ...about, actorId: null });
    return true;
  });
}

import { writeAudit } from "@/lib/platform/audit";
import { checkPassword, normaliseEmail } from "@/lib/platform/auth/authenticate";
import { passwordProblem } from "@/lib/platform/auth/password-rules";
import { hashPassword } from "@/lib/platform/auth/passwords";
import type { Role } from "@/lib/platform/auth/roles";
import type { SessionClaims } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { type InvitationByToken, invitationByToken, userByEmail } from "./data";
import { type Actor, putMembership } from "./mutations";
import { makeToken } from "./tokens";
import { type Refusal, type Result, refuse } from "./types";

export const INVITATION_DAYS = 7;

/**
 * Invites somebody; the token is returned once and kept as a hash. An open invitation of the same e-mail is taken
 * back, so that only the newest link works.
 */
export async function inviteMember(
  actor: Actor,
  wish: { email: string; role: Role },
  now: Date,
): Promise<Result<{ token: string; invitationId: string; expiresAt: Date }>> {
  const { tenantId } = actor;
  const email = normaliseEmail(wish.email);
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
  const { token, hash } = makeToken();
  return withTenant(tenantId, async (tx) => {
    const member = await tx.membership.findFirst({ where: { tenantId, user: { email } } });
    if (member) {
      return member.deactivatedAt
        ? refuse("deactivated", "This person was deactivated here. Reactivate them instead.", "email")
        : refuse("member", "This person is already in your workspace.", "email");
    }
    await tx.invitation.updateMany({
      where: { tenantId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const invitationId = newId();
    await tx.invitation.create({
      data: {
        tenantId,
        id: invitationId,
        email,
        role: wish.role,
        tokenHash: hash,
        invitedBy: actor.userId,
        expiresAt,
      },
    });
    await writeAudit(tx, {
      tenantId,
      actorId: actor.userId,
      action: "invitation.created",
      subjectType: "invitation",
      subjectId: invitationId,
      details: { email, role: wish.role },
    });
    return { ok: true, token, invitationId, expiresAt };
  });
}

/** Takes an open invitation back; its link stops working. */
export async function revokeInvitation(actor: Actor, invitationId: string, now: Date): Promise<Result> {
  const { tenantId } = actor;
  return withTenant(tenantId, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { tenantId, id: invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return refuse("not_open", "This invitation was already accepted or taken back.");
    await writeAudit(tx, {
      tenantId,
      actorId: actor.userId,
      action: "invitation.revoked",
      subjectType: "invitation",
      subjectId: invitationId,
    });
    return { ok: true };
  });
}

export interface Acceptance {
  readonly token: string;
  /** Needed by somebody without an account. */
  readonly name?: string | undefined;
  /** A new one, or that of the account there is. */
  readonly password: string;
  readonly address: string | null;
}

/** Makes or joins the user; of any number of acceptances at once, one succeeds. */
export async function acceptInvitation(
  wish: Acceptance,
  now: Date,
): Promise<Result<{ claims: SessionClaims }>> {
  const invitation = await invitationByToken(wish.token, now);
  if (invitation?.state !== "open") return closed(invitation?.state ?? "unknown");
  const who = await whoAccepts(invitation, wish, now);
  if (!who.ok) return who;

  const { tenantId } = invitation;
  return withTenant(tenantId, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { tenantId, id: invitation.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now },
    });
    if (count === 0) return closed("accepted");
    if (who.create) await tx.user.create({ data: who.create });
    await tx.user.update({ where: { id: who.userId }, data: { lastSignInAt: now } });
    await putMembership(tx, { tenantId, userId: who.userId }, invitation.role);
    await writeAudit(tx, {
      tenantId,
      actorId: who.userId,
      action: "invitation.accepted",
      subjectType: "invitation",
      subjectId: invitation.id,
      details: { role: invitation.role, newAccount: who.create !== null },
    });
    return { ok: true, claims: { userId: who.userId, sessionEpoch: who.sessionEpoch, tenantId } };
  });
}

type Accepting = Result<{
  userId: string;
  sessionEpoch: number;
  create: { id: string; email: string; name: string; passwordHash: string } | null;
}>;

async function whoAccepts({ email }: InvitationByToken, wish: Acceptance, now: Date): Promise<Accepting> {
  if (await userByEmail(email)) {
    const check = await checkPassword({ email, password: wish.password, address: wish.address }, now);
    if (!check.ok)
      return refuse(
        check.code,
        check.code === "wrong" ? "This is not the password of your account." : check.message,
        "password",
      );
    return { ok: true, userId: check.userId, sessionEpoch: check.sessionEpoch, create: null };
  }
  const name = wish.name?.trim();
  if (!name) return refuse("invalid", "Write your name.", "name");
  const problem = passwordProblem(wish.password, { email, name });
  if (problem) return refuse("weak_password", problem, "password");
  const id = newId();
  const passwordHash = await hashPassword(wish.password);
  return { ok: true, userId: id, sessionEpoch: 0, create: { id, email, name, passwordHash } };
}

function closed(state: "unknown" | "expired" | "revoked" | "accepted" | "open"): Refusal {
  const words = {
    unknown: "This invitation link is not complete. Open it exactly as it was sent to you.",
    expired: "This invitation has expired. Ask for a new one.",
    revoked: "This invitation was taken back. Ask for a new one.",
    accepted: "This invitation was used already. Sign in instead.",
    open: "This invitation is open.",
  };
  return refuse(state, words[state]);
}

import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { writeAudit } from "@/lib/platform/audit";
import { normaliseEmail } from "@/lib/platform/auth/authenticate";
import { passwordProblem } from "@/lib/platform/auth/password-rules";
import { hashPassword } from "@/lib/platform/auth/passwords";
import type { SessionClaims } from "@/lib/platform/auth/session";
import { now as wallClock } from "@/lib/platform/clock";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { anyUserExists } from "./data";
import { hashToken, makeToken } from "./tokens";
import { type Result, refuse } from "./types";

const SETUP_DAYS = 7;
const BEGUN_MS = 2 * 60_000;

/** A token for the first set-up while nobody has an account; null from then on. Each call makes another one. */
export async function ensureSetupToken(now: Date = wallClock()): Promise<string | null> {
  if (await anyUserExists()) return null;
  const { token, hash } = makeToken();
  const expiresAt = new Date(now.getTime() + SETUP_DAYS * 86_400_000);
  await globalDb().userToken.deleteMany({ where: { kind: "setup", expiresAt: { lte: now } } });
  await globalDb().userToken.create({ data: { id: newId(), kind: "setup", tokenHash: hash, expiresAt } });
  return token;
}

/** Whether the set-up can be done with this token. */
export async function setupLinkWorks(token: string, now: Date): Promise<boolean> {
  if (await anyUserExists()) return false;
  const row = await globalDb().userToken.findUnique({ where: { tokenHash: hashToken(token) } });
  return row?.kind === "setup" && row.usedAt === null && row.expiresAt > now;
}

export interface SetupWish {
  readonly token: string;
  readonly workspace: string;
  readonly timeZone: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Makes the first workspace and its admin, once. */
export async function completeSetup(wish: SetupWish, now: Date): Promise<Result<{ claims: SessionClaims }>> {
  const problem = passwordProblem(wish.password, wish);
  if (problem) return refuse("weak_password", problem, "password");
  const passwordHash = await hashPassword(wish.password);
  const tokenId = await claimToken(wish.token, now);
  if (!tokenId)
    return refuse(
      "link",
      "This set-up link was used already or has expired. The server prints a new one when it starts.",
    );
  try {
    const { tenantId } = await createWorkspace({ name: wish.workspace, timeZone: wish.timeZone });
    const userId = newId();
    await withTenant(tenantId, async (tx) => {
      const email = normaliseEmail(wish.email);
      await tx.user.create({
        data: { id: userId, email, name: wish.name.trim(), passwordHash, lastSignInAt: now },
      });
      await tx.membership.create({ data: { tenantId, userId, role: "admin" } });
      await writeAudit(tx, {
        tenantId,
        actorId: userId,
        action: "workspace.created",
        subjectType: "workspace",
        subjectId: tenantId,
        details: { name: wish.workspace },
      });
    });
    return { ok: true, claims: { userId, sessionEpoch: 0, tenantId } };
  } catch (error) {
    // The link must work again, or nobody could ever get in.
    await globalDb().userToken.update({ where: { id: tokenId }, data: { usedAt: null } });
    throw error;
  }
}

/** Takes the token, under a lock: of several set-ups at once, whatever tokens they hold, one begins. */
async function claimToken(token: string, now: Date): Promise<string | null> {
  return globalDb().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('firstcall.setup', 0))`;
    if (await tx.user.findFirst({ select: { id: true } })) return null;
    // One that began and was killed before it ended must not lock the door for good.
    const begun = await tx.userToken.findFirst({
      where: { kind: "setup", usedAt: { gt: new Date(now.getTime() - BEGUN_MS) } },
      select: { id: true },
    });
    if (begun) return null;
    const row = await tx.userToken.findUnique({ where: { tokenHash: hashToken(token) } });
    if (row?.kind !== "setup" || row.expiresAt <= now) return null;
    await tx.userToken.update({ where: { id: row.id }, data: { usedAt: now } });
    return row.id;
  });
}

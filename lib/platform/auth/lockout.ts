import { globalDb, Prisma } from "../db/client";
import { sha256Hex } from "../hash";
import { newId } from "../ids";

/** How many failures lock a subject, within which time, and for how long (minutes). */
export interface LockoutRule {
  readonly failures: number;
  readonly withinMinutes: number;
  readonly lockMinutes: number;
}

export const EMAIL_RULE: LockoutRule = { failures: 5, withinMinutes: 15, lockMinutes: 15 };
/** Many people may share an office's address, so it takes more. */
export const ADDRESS_RULE: LockoutRule = { failures: 30, withinMinutes: 15, lockMinutes: 15 };

const MINUTE_MS = 60_000;

/**
 * Until when a subject is locked; null when it is not.
 * @param failures the moments of its failures, newest first; only the first `rule.failures` matter.
 */
export function lockedUntil(failures: readonly Date[], rule: LockoutRule, now: Date): Date | null {
  const newest = failures[0];
  const oldest = failures[rule.failures - 1];
  if (!newest || !oldest) return null;
  if (newest.getTime() - oldest.getTime() > rule.withinMinutes * MINUTE_MS) return null;
  const until = new Date(newest.getTime() + rule.lockMinutes * MINUTE_MS);
  return until > now ? until : null;
}

export interface Attempt {
  readonly email: string;
  /** Where it came from; null where that is not known. */
  readonly address: string | null;
}

export type AttemptTicket =
  | { readonly ok: true; readonly ids: readonly string[]; readonly emailHash: string }
  | { readonly ok: false; readonly until: Date };

/**
 * Asks for one guess. It is written down as a failure before the password is looked at, under a lock for its e-mail
 * and its address: guesses made at once cannot all pass the count. `attemptSucceeded` takes it back. Nothing here
 * depends on whether the account exists. While locked, nothing is counted: waiting always ends.
 */
export async function requestAttempt({ email, address }: Attempt, now: Date): Promise<AttemptTicket> {
  const emailHash = subjectHash("email", email);
  const subjects = [{ hash: emailHash, rule: EMAIL_RULE }];
  if (address) subjects.push({ hash: subjectHash("address", address), rule: ADDRESS_RULE });
  return globalDb().$transaction(
    async (tx) => {
      // In one order everywhere, so that two attempts never wait for each other.
      for (const { hash } of subjects.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))) {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${hash}, 0))`;
      }
      let until: Date | null = null;
      for (const { hash, rule } of subjects) {
        const rows = await tx.loginAttempt.findMany({
          where: { subjectHash: hash, succeeded: false },
          orderBy: { attemptedAt: "desc" },
          take: rule.failures,
          select: { attemptedAt: true },
        });
        const locked = lockedUntil(
          rows.map((row) => row.attemptedAt),
          rule,
          now,
        );
        if (locked && (!until || locked > until)) until = locked;
      }
      if (until) return { ok: false, until };
      const ids = subjects.map(() => newId());
      await tx.loginAttempt.createMany({
        data: subjects.map(({ hash }, index) => ({
          id: ids[index]!,
          subjectHash: hash,
          succeeded: false,
          attemptedAt: now,
        })),
      });
      return { ok: true, ids, emailHash };
    },
    { maxWait: 10_000, timeout: 15_000 },
  );
}

/**
 * The guess was right: the e-mail's failures are forgotten, and of the address only this attempt. Another account's
 * owner could otherwise wash an address clean between guesses. Rows older than a day go, too.
 */
export async function attemptSucceeded(
  ticket: Extract<AttemptTicket, { ok: true }>,
  now: Date,
): Promise<void> {
  const dayAgo = new Date(now.getTime() - 24 * 60 * MINUTE_MS);
  await globalDb().$executeRaw`
    DELETE FROM login_attempts
     WHERE id IN (${Prisma.join(ticket.ids.map((id) => Prisma.sql`${id}::uuid`))})
        OR subject_hash = ${ticket.emailHash}
        OR attempted_at < ${dayAgo}`;
}

/** "Too many attempts …": the same words whether the account exists or not. */
export function lockedMessage(until: Date, now: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / MINUTE_MS));
  return `Too many attempts. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
}

function subjectHash(kind: "email" | "address", value: string): string {
  return sha256Hex(`${kind}:${value.trim().toLowerCase()}`);
}

/** A new password ends the lock of its e-mail. */
export async function forgetFailures(email: string): Promise<void> {
  await globalDb().loginAttempt.deleteMany({ where: { subjectHash: subjectHash("email", email) } });
}

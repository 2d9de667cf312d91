import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { KEY_PREFIXES, type MadeKey, makeKey, shownKey } from "./secret";
import type { KeyKind, NewKey } from "./types";

export interface By {
  readonly actorId: string | null;
  readonly now: Date;
}

const HOUR_MS = 3_600_000;

/** Makes a key. The secret is in the answer and nowhere else: what is stored is its hash. */
export async function createKey(
  tx: TenantTx,
  tenantId: string,
  wish: NewKey,
  { actorId, now }: By,
): Promise<{ readonly keyId: string; readonly made: MadeKey }> {
  const made = makeKey(wish.kind);
  const keyId = newId();
  const scopes = wish.kind === "secret" ? wish.scopes : [];
  await tx.apiKey.create({
    data: {
      ...{ tenantId, id: keyId, name: wish.name, kind: wish.kind, scopes },
      ...{
        limitPerMinute: wish.limitPerMinute,
        hash: made.hash,
        prefix: made.prefix,
        lastFour: made.lastFour,
      },
      publicKey: wish.kind === "write_key" ? made.text : null,
      expiresAt: wish.kind === "secret" ? wish.expiresAt : null,
      createdBy: actorId,
      createdAt: now,
    },
  });
  await writeAudit(tx, {
    ...{ tenantId, actorId, action: "api_key.created", subjectType: "api_key", subjectId: keyId },
    details: { name: wish.name, kind: wish.kind, scopes, shown: shownKey(made.prefix, made.lastFour) },
  });
  return { keyId, made };
}

/**
 * Gives a key a new secret. The one before goes on working for `overlapHours` (0: it ends at once); one that was
 * replaced before that ends now. Null where the key is not there, was revoked or has expired.
 */
export async function rotateKey(
  tx: TenantTx,
  tenantId: string,
  { keyId, overlapHours }: { readonly keyId: string; readonly overlapHours: number },
  { actorId, now }: By,
): Promise<MadeKey | null> {
  // Of two who rotate at once the second replaces what the first made, and not what both saw.
  await tx.$queryRaw`SELECT id FROM api_keys WHERE tenant_id = ${tenantId}::uuid AND id = ${keyId}::uuid FOR UPDATE`;
  const key = await tx.apiKey.findFirst({ where: { tenantId, id: keyId, revokedAt: null } });
  if (!key || (key.expiresAt && key.expiresAt <= now)) return null;
  const made = makeKey(key.kind as KeyKind);
  const until = overlapHours > 0 ? new Date(now.getTime() + overlapHours * HOUR_MS) : null;
  await tx.apiKey.update({
    where: { tenantId_id: { tenantId, id: keyId } },
    data: {
      ...{ hash: made.hash, prefix: made.prefix, lastFour: made.lastFour, rotatedAt: now },
      publicKey: key.kind === "write_key" ? made.text : null,
      previousHash: until ? key.hash : null,
      previousLastFour: until ? key.lastFour : null,
      previousUntil: until,
    },
  });
  await writeAudit(tx, {
    ...{ tenantId, actorId, action: "api_key.rotated", subjectType: "api_key", subjectId: keyId },
    details: {
      ...{ name: key.name, overlapHours, shown: shownKey(made.prefix, made.lastFour) },
      replaced: shownKey(key.prefix, key.lastFour),
    },
  });
  return made;
}

/** Ends a key, with its predecessor where one still works; refused from the next request on. False: it had ended. */
export async function revokeKey(
  tx: TenantTx,
  tenantId: string,
  keyId: string,
  { actorId, now }: By,
): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({
    where: { tenantId, id: keyId, revokedAt: null },
    data: { revokedAt: now, previousHash: null, previousLastFour: null, previousUntil: null },
  });
  if (count === 0) return false;
  const { name } = await tx.apiKey.findFirstOrThrow({
    where: { tenantId, id: keyId },
    select: { name: true },
  });
  await writeAudit(tx, {
    ...{ tenantId, actorId, action: "api_key.revoked", subjectType: "api_key", subjectId: keyId },
    details: { name },
  });
  return true;
}

/** The tracker's key of this workspace: the first that still works, made now where there is none. */
export async function ensureWriteKey(tx: TenantTx, tenantId: string, by: By): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`write_key:${tenantId}`}))`;
  const standing = await tx.apiKey.findFirst({
    where: { tenantId, kind: "write_key", revokedAt: null },
    orderBy: { createdAt: "asc" },
    select: { publicKey: true },
  });
  if (standing?.publicKey?.startsWith(KEY_PREFIXES.write_key)) return standing.publicKey;
  const wish: NewKey = { kind: "write_key", name: "Website tracker", limitPerMinute: 60_000 };
  return (await createKey(tx, tenantId, wish, by)).made.text;
}

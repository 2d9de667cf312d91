import type { TenantTx } from "@/lib/platform/db/client";
import { shownKey } from "./secret";
import type { KeyKind, KeyRow, KeyUsage, Scope } from "./types";

/** All keys, revoked ones last; newest first. */
export async function getKeys(tx: TenantTx, tenantId: string, now: Date): Promise<KeyRow[]> {
  const rows = await tx.apiKey.findMany({ where: { tenantId }, orderBy: { createdAt: "desc" } });
  const makers = await tx.membership.findMany({
    where: { tenantId, userId: { in: rows.flatMap(({ createdBy }) => createdBy ?? []) } },
    select: { userId: true, user: { select: { name: true } } },
  });
  const names = new Map(makers.map(({ userId, user }) => [userId, user.name]));
  const all = rows.map((row): KeyRow => {
    const isPreviousValid = row.previousUntil !== null && row.previousUntil > now;
    return {
      ...{ id: row.id, name: row.name, limitPerMinute: row.limitPerMinute, publicKey: row.publicKey },
      ...{ createdAt: row.createdAt, rotatedAt: row.rotatedAt, expiresAt: row.expiresAt },
      ...{ revokedAt: row.revokedAt, lastUsedAt: row.lastUsedAt },
      kind: row.kind as KeyKind,
      scopes: row.scopes as Scope[],
      shown: shownKey(row.prefix, row.lastFour),
      previous:
        isPreviousValid && row.previousUntil && row.previousLastFour
          ? { shown: `…${row.previousLastFour}`, until: row.previousUntil }
          : null,
      state: row.revokedAt ? "revoked" : row.expiresAt && row.expiresAt <= now ? "expired" : "active",
      createdBy: row.createdBy ? (names.get(row.createdBy) ?? null) : null,
    };
  });
  return [
    ...all.filter(({ state }) => state !== "revoked"),
    ...all.filter(({ state }) => state === "revoked"),
  ];
}

/** Days that the usage page shows; what is older is tidied away after 35. */
const USAGE_DAYS = 30;

/** Requests of every key over the last 30 days of the workspace's calendar. */
export async function getKeyUsage(
  tx: TenantTx,
  tenantId: string,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Promise<KeyUsage[]> {
  const rows = await tx.$queryRaw<
    { key_id: string; day: string; asked: number; refused: number; peak: number }[]
  >`
    SELECT key_id, to_char(minute AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, sum(asked)::float8 AS asked,
           sum(refused)::float8 AS refused, max(asked - refused)::float8 AS peak
      FROM api_key_minutes
     WHERE tenant_id = ${tenantId}::uuid
       AND minute >= (date_trunc('day', ${now}::timestamptz AT TIME ZONE ${timeZone})
                      - make_interval(days => ${USAGE_DAYS - 1})) AT TIME ZONE ${timeZone}
     GROUP BY 1, 2 ORDER BY 1, 2`;
  const byKey = new Map<string, typeof rows>();
  for (const row of rows) byKey.set(row.key_id, [...(byKey.get(row.key_id) ?? []), row]);
  return [...byKey].map(([keyId, days]) => ({
    keyId,
    days: days.map(({ day, asked, refused }) => ({ day, asked, refused })),
    asked: days.reduce((sum, { asked }) => sum + asked, 0),
    refused: days.reduce((sum, { refused }) => sum + refused, 0),
    peakPerMinute: Math.max(0, ...days.map(({ peak }) => peak)),
  }));
}

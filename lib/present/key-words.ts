import {
  formatAge,
  formatCount,
  formatLongDay,
  formatNumber,
  formatShare,
  type TimeContext,
} from "./format.ts";

/** What the keys page says; times are epoch ms. */
export interface KeyFacts {
  readonly name: string;
  readonly state: "active" | "expired" | "revoked";
  readonly limitPerMinute: number;
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
  /** A rotated key's old secret, while it works. */
  readonly previous: { readonly shown: string; readonly until: number } | null;
}

const DAY = 86_400_000;
/** Nobody misses a key that was not used for so long. */
const IDLE_DAYS = 30;

/** "Daniel Okafor, 12 January 2026" */
export function madeText({ createdBy, createdAt }: KeyFacts, context: TimeContext): string {
  const day = formatLongDay(createdAt, context);
  return createdBy === null ? day : `${createdBy}, ${day}`;
}

/** "2 s ago", "Never", "62 days ago" with a remark of whether that is long. */
export function usedText({ lastUsedAt }: KeyFacts, { now }: TimeContext): { text: string; isLong: boolean } {
  if (lastUsedAt === null) return { text: "Never", isLong: false };
  return { text: `${formatAge(now - lastUsedAt)} ago`, isLong: now - lastUsedAt > IDLE_DAYS * DAY };
}

/** What else there is to know of a key, in a line; null where there is nothing. */
export function keyRemark(key: KeyFacts, context: TimeContext): string | null {
  if (key.state === "revoked" && key.revokedAt !== null)
    return `Revoked ${formatLongDay(key.revokedAt, context)}`;
  if (key.state === "expired" && key.expiresAt !== null)
    return `Ended ${formatLongDay(key.expiresAt, context)}`;
  return (
    [
      key.previous
        ? `The old one, ${key.previous.shown}, works until ${formatLongDay(key.previous.until, context)}`
        : null,
      key.expiresAt === null ? null : `Ends ${formatLongDay(key.expiresAt, context)}`,
    ]
      .filter((text) => text !== null)
      .join(". ") || null
  );
}

/** Keys that could go: unused for long, in one sentence; null where there are none. */
export function idleText(keys: readonly KeyFacts[], { now }: TimeContext): string | null {
  const idle = keys.filter(
    ({ state, lastUsedAt }) =>
      state === "active" && lastUsedAt !== null && now - lastUsedAt > IDLE_DAYS * DAY,
  );
  const [first] = idle;
  if (!first) return null;
  if (idle.length > 1)
    return `${formatCount(idle.length, "key")} have not been used for more than ${IDLE_DAYS} days. Revoking them breaks nothing we have seen.`;
  const days = Math.floor((now - first.lastUsedAt!) / DAY);
  return `“${first.name}” has not been used for ${formatCount(days, "day")}. Revoking it breaks nothing we have seen.`;
}

export interface UsageFacts {
  readonly asked: number;
  readonly refused: number;
  readonly peakPerMinute: number;
}

/** How near a key came to its limit in 30 days. */
export function peakText({ peakPerMinute }: UsageFacts, limitPerMinute: number): string {
  if (peakPerMinute === 0) return `${formatNumber(limitPerMinute)} a minute`;
  return `${formatNumber(limitPerMinute)} a minute, came to ${formatShare(Math.min(1, peakPerMinute / limitPerMinute))}`;
}

/** "18,204 requests in 30 days, none refused" */
export function usageText({ asked, refused }: UsageFacts): string {
  const refusals =
    refused === 0 ? "none refused by the limit" : `${formatNumber(refused)} refused by the limit`;
  return asked === 0 ? "No requests in 30 days" : `${formatCount(asked, "request")} in 30 days, ${refusals}`;
}

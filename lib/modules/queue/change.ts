import type { BandSet } from "@/lib/core/scoring/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { formatSigned, formatTime, shortWeekday, type TimeContext } from "@/lib/present/format";
import { bandLook } from "@/lib/present/leads-row";
import type { StoredScore } from "@/lib/present/leads-score";
import { whenText } from "@/lib/present/queue-words";
import { wordCause } from "@/lib/present/word-cause";
import { zoneTime } from "@/lib/present/zone-time";
import { getFactorsAt, type Look } from "./data";
import type { QueueChange } from "./types-screen";

const HALF_HOUR = 30 * 60_000;
const WEEK = 7 * 86_400_000;
const MOST_LINES = 3;
/** Smaller moves are not worth a line. */
const LEAST_POINTS = 0.5;

interface Scored {
  readonly effectiveScore: number;
  readonly effectiveBand: string | null;
  readonly scoreTotal: number | null;
  readonly previousScore: number | null;
  readonly previousBand: string | null;
  readonly scoreChangedOn: Date | null;
}

interface Base {
  readonly at: number;
  readonly score: number;
  readonly band: string | null;
  readonly isLook: boolean;
}

/** What the person saw before this visit; else how the score stood before its newest move, where that is news. */
function baseOf(look: Look | null, lead: Scored, now: number): Base | null {
  const isSameVisit = look !== null && now - look.at.getTime() < HALF_HOUR;
  const at = isSameVisit ? look.previousAt : look?.at;
  const score = isSameVisit ? look.previousScore : look?.score;
  const band = isSameVisit ? look.previousBand : look?.band;
  if (at && score != null) return { at: at.getTime(), score, band: band ?? null, isLook: true };
  if (lead.previousScore === null || lead.scoreChangedOn === null) return null;
  const moved = lead.scoreChangedOn.getTime();
  if (now - moved > WEEK) return null;
  return { at: moved - 1, score: lead.previousScore, band: lead.previousBand, isLook: false };
}

/** What is new about a lead since this person last looked; null where nothing is, or nobody ever did. */
export async function changeOf(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  {
    look,
    lead,
    stored,
    titles,
    bandSet,
    context,
  }: {
    readonly look: Look | null;
    readonly lead: Scored;
    readonly stored: StoredScore | null;
    readonly titles: ReadonlyMap<string, string>;
    readonly bandSet: BandSet;
    readonly context: TimeContext;
  },
): Promise<QueueChange | null> {
  const base = baseOf(look, lead, context.now);
  if (!base || (base.score === lead.effectiveScore && base.band === lead.effectiveBand)) return null;
  // Points of two versions are not comparable.
  const before = stored && (await getFactorsAt(tx, tenantId, leadId, new Date(base.at), stored.version));
  const lines = before && stored ? changedLines(before, stored, titles) : [];
  const cause =
    lines.length > 0
      ? null
      : await tx.scoreHistory.findFirst({
          where: { tenantId, leadId, scoredOn: { gt: new Date(base.at) } },
          orderBy: { scoredOn: "desc" },
          select: { cause: true },
        });
  return {
    since: base.isLook
      ? `Since you last looked, ${lookText(base.at, context)}`
      : `Since ${lookText(base.at, context)}`,
    from: { score: base.score, band: bandLook(bandSet, base.band) },
    to: { score: lead.effectiveScore, band: bandLook(bandSet, lead.effectiveBand) },
    lines,
    cause: cause ? wordCause(cause.cause as unknown as Parameters<typeof wordCause>[0]) : null,
  };
}

function changedLines(
  before: ReadonlyMap<string, number>,
  { factors }: StoredScore,
  titles: ReadonlyMap<string, string>,
): QueueChange["lines"] {
  return factors
    .flatMap(({ key, points }) => {
      const moved = points - (before.get(key) ?? 0);
      const title = titles.get(key);
      return title && Math.abs(moved) >= LEAST_POINTS ? [{ title, moved }] : [];
    })
    .sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved))
    .slice(0, MOST_LINES)
    .map(({ title, moved }) => ({
      title,
      points: formatSigned(moved, Math.abs(moved) < 1 ? 1 : 0),
      raises: moved > 0,
    }));
}

/** "today 08:12", "Mon 17:30", "Tue 3 Nov, 17:30" */
function lookText(at: number, context: TimeContext): string {
  const then = zoneTime(at, context.timeZone);
  const days = zoneTime(context.now, context.timeZone).dayNumber - then.dayNumber;
  if (days === 0) return `today ${formatTime(at, context.timeZone)}`;
  if (days === 1) return `yesterday ${formatTime(at, context.timeZone)}`;
  if (days < 7) return `${shortWeekday(then.weekday)} ${formatTime(at, context.timeZone)}`;
  return whenText(at, context);
}

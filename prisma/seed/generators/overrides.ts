import { effectiveOf, type OverrideDirection, type OverrideValue } from "@/lib/core/scoring/effective";
import type { BandSet } from "@/lib/core/scoring/types";
import type { OverrideCategory } from "@/lib/modules/overrides/types";
import { DECLINE_NOTES, OVERRIDE_REASONS } from "../distributions/override-reasons";
import type { Random } from "../random";
import { DAY, HOUR, MINUTE, timeOfDay } from "./calendar";
import type { GeneratedLead } from "./pipeline";

/**
 * A year of overrides. Managers look at open leads now and then, with a glimpse of how a lead will really end that is
 * blurred by noise, and set those that the machine's score seems to misjudge. So they are right more often than not,
 * and by no means always: nothing of it is written as a result.
 */

/** Somebody looks at this lead then. Times are epoch ms. */
export interface Look {
  /** Index among the pipeline's leads. */
  readonly lead: number;
  readonly at: number;
}

/** What the machine said at that moment. */
export interface SeenScore {
  readonly total: number;
  readonly bandId: string;
  readonly version: string;
}

export interface OverridePlan {
  readonly lead: number;
  readonly state: "expired" | "reverted" | "active" | "declined" | "withdrawn";
  readonly direction: OverrideDirection;
  readonly value: OverrideValue;
  readonly seen: SeenScore;
  readonly category: OverrideCategory;
  readonly reason: string;
  readonly days: number;
  /** Index among the managers: who set, approved or declined it. */
  readonly manager: number;
  /** Index among the reps; null: nobody asked. */
  readonly rep: number | null;
  readonly requestedAt: number | null;
  readonly decidedAt: number;
  readonly decisionNote: string | null;
  readonly expiresAt: number;
  /** When it ended; for what was declined or withdrawn, when that was. */
  readonly endedAt: number | null;
}

/** Per lead of the demo: about 190 overrides and requests for 5,000 leads. */
const SHARES = {
  raised: 0.022,
  lowered: 0.0135,
  declined: 0.002,
  withdrawn: 0.0006,
  active: 0.0012,
} as const;
/** How often each manager does it. */
const MANAGERS = [43, 40, 17] as const;
/** How strongly the glimpse decides, and how blurred it is, in log-odds. */
const JUDGEMENT = { raised: 0.3, lowered: 0.35 } as const;
const BLUR = 0.9;
/** They set fewer since summer, in log-odds of taking a lead up. */
const QUIETER = 0.8;
const QUIETER_DAYS = 95;
const MEAN_AGE_DAYS = 9;
const OSLO_HOURS = 1.5;

/**
 * Leads are looked at when they are some days old, those that are still open by then: at an age drawn without knowing
 * how long the lead will be open, else those that end soon would be seen too often. When people work.
 */
export function drawLooks(random: Random, leads: readonly GeneratedLead[], now: number): Look[] {
  return leads.flatMap((each, lead) => {
    const branch = random.branch(lead);
    const { createdAt, closedAt } = each.records[0]!;
    if (!createdAt) return [];
    const from = createdAt.getTime() + 6 * HOUR;
    const at = timeOfDay(branch, from + branch.exponential(MEAN_AGE_DAYS * DAY), OSLO_HOURS);
    const until = Math.min(closedAt?.getTime() ?? now, now) - HOUR;
    const weekday = new Date(at).getUTCDay();
    const hour = new Date(at).getUTCHours();
    const isWork = weekday > 0 && weekday < 6 && hour >= 7 && hour < 16;
    return at >= from && at <= until && isWork ? [{ lead, at }] : [];
  });
}

interface Sight extends Look {
  readonly seen: SeenScore;
  /** How much better the lead seems than leads of this score are; log-odds. */
  readonly surprise: number;
  readonly random: Random;
}

/** @param seen the machine's score at each look; null: none yet */
export function planOverrides(
  random: Random,
  leads: readonly GeneratedLead[],
  looks: readonly Look[],
  seen: readonly (SeenScore | null)[],
  { now, bandSet }: { readonly now: number; readonly bandSet: BandSet },
): OverridePlan[] {
  const sights = sightsOf(random, leads, looks, seen);
  const lowest = Math.min(...bandSet.bands.map(({ rank }) => rank));
  const rankOf = (bandId: string) => bandSet.bands.find(({ id }) => id === bandId)?.rank ?? lowest;
  const free = new Set(sights);
  const take = (share: number, fits: (sight: Sight) => boolean, pull: (sight: Sight) => number): Sight[] => {
    // Drawn without putting back, by weight: the largest keys of Gumbel noise added to log-weights.
    const keyed = [...free].filter(fits).map((sight) => {
      const gumbel = -Math.log(-Math.log(sight.random.branch("pick").uniform(1e-9, 1)));
      return [pull(sight) + gumbel, sight] as const;
    });
    const chosen = keyed
      .sort((a, b) => b[0] - a[0])
      .slice(0, Math.round(share * leads.length))
      .map(([, sight]) => sight);
    for (const sight of chosen) free.delete(sight);
    return chosen;
  };
  const isFresh = ({ at }: Sight) => at > now - 9 * DAY;
  const isOpen = ({ lead }: Sight) => leads[lead]!.records[0]!.closedAt === undefined;
  const mayRise = ({ seen: { total } }: Sight) => total >= 12 && total <= 72;
  const mayFall = ({ seen: { bandId, total } }: Sight) => rankOf(bandId) > lowest && total >= 22;
  const quieter = ({ at }: Sight) => (at > now - QUIETER_DAYS * DAY ? QUIETER : 0);
  const set = { now, leads, bandSet };
  return [
    ...take(
      SHARES.active / 2,
      (s) => isFresh(s) && isOpen(s) && mayRise(s),
      (s) => s.surprise,
    ).map((s) => planOne(s, "raised", "active", set)),
    ...take(
      SHARES.active / 2,
      (s) => isFresh(s) && isOpen(s) && mayFall(s),
      (s) => -s.surprise,
    ).map((s) => planOne(s, "lowered", "active", set)),
    ...take(
      SHARES.raised,
      (s) => !isFresh(s) && mayRise(s),
      (s) => JUDGEMENT.raised * s.surprise - quieter(s),
    ).map((s) => planOne(s, "raised", "ended", set)),
    ...take(
      SHARES.lowered,
      (s) => !isFresh(s) && mayFall(s),
      (s) => -JUDGEMENT.lowered * s.surprise - quieter(s),
    ).map((s) => planOne(s, "lowered", "ended", set)),
    ...take(
      SHARES.declined,
      (s) => mayRise(s) && ownerOf(leads, s) !== null,
      () => 0,
    ).map((s) => planOne(s, "raised", "declined", set)),
    ...take(
      SHARES.withdrawn,
      (s) => mayFall(s) && ownerOf(leads, s) !== null,
      () => 0,
    ).map((s) => planOne(s, "lowered", "withdrawn", set)),
  ];
}

const ownerOf = (leads: readonly GeneratedLead[], { lead }: Look) => leads[lead]!.owner;

/** A straight line through promise by score is what the machine knows; what is left of the glimpse is the surprise. */
function sightsOf(
  random: Random,
  leads: readonly GeneratedLead[],
  looks: readonly Look[],
  seen: readonly (SeenScore | null)[],
): Sight[] {
  const known = looks.flatMap((look, index) => {
    const score = seen[index];
    return score ? [{ ...look, seen: score, promise: leads[look.lead]!.promise }] : [];
  });
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  const meanScore = mean(known.map(({ seen: { total } }) => total));
  const meanPromise = mean(known.map(({ promise }) => promise));
  const spread = mean(known.map(({ seen: { total } }) => (total - meanScore) ** 2));
  const shared = mean(
    known.map(({ seen: { total }, promise }) => (total - meanScore) * (promise - meanPromise)),
  );
  const slope = spread === 0 ? 0 : shared / spread;
  return known.map(({ promise, ...look }) => {
    const branch = random.branch(look.lead);
    const expected = meanPromise + slope * (look.seen.total - meanScore);
    return { ...look, random: branch, surprise: promise + branch.normal(0, BLUR) - expected };
  });
}

interface PlanContext {
  readonly now: number;
  readonly leads: readonly GeneratedLead[];
  readonly bandSet: BandSet;
}

function planOne(
  { lead, at, seen, random }: Sight,
  direction: OverrideDirection,
  fate: "ended" | "active" | "declined" | "withdrawn",
  { now, leads, bandSet }: PlanContext,
): OverridePlan {
  const { owner, records } = leads[lead]!;
  const closedAt = records[0]!.closedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const started = fate === "ended" || fate === "active";
  const [category, , texts] = random.weighted(
    OVERRIDE_REASONS[direction].map((each) => [each, each[1]] as const),
  );
  const recent = now - at < 31 * DAY;
  // What began lately and is over was short.
  const days =
    fate === "ended" && recent
      ? now - at > 15 * DAY
        ? random.pick([7, 14])
        : 7
      : random.pick([14, 14, 14, 7, 30]);
  const expiresAt = at + (fate === "active" ? 14 : days) * DAY;
  const asked = owner !== null && (!started || random.chance(0.3));
  const requestedAt = asked ? at - random.between(6, 90) * MINUTE : null;
  const natural = Math.min(expiresAt, closedAt);
  const reverted = fate === "ended" && natural - at > 2 * DAY && random.chance(0.08);
  const base = {
    ...{ lead, direction, seen, category, requestedAt, decidedAt: at, expiresAt },
    ...{ reason: random.pick(texts), value: drawValue(random, direction, seen, bandSet) },
    days: fate === "active" ? 14 : days,
    manager: random.weighted(MANAGERS.map((weight, index) => [index, weight] as const)),
    rep: asked ? owner : null,
    decisionNote: fate === "declined" ? random.pick(DECLINE_NOTES) : null,
  };
  if (!started) return { ...base, state: fate, endedAt: at };
  if (fate === "active") return { ...base, state: "active", endedAt: null };
  if (reverted)
    return { ...base, state: "reverted", endedAt: Math.round(random.uniform(at + DAY, natural - HOUR)) };
  return { ...base, state: "expired", endedAt: natural };
}

/** Mostly a score well into another band; sometimes the band itself. */
function drawValue(
  random: Random,
  direction: OverrideDirection,
  seen: SeenScore,
  bandSet: BandSet,
): OverrideValue {
  const up = direction === "raised";
  const byRank = [...bandSet.bands].sort((a, b) => a.rank - b.rank);
  const at = byRank.findIndex(({ id }) => id === seen.bandId);
  const next = byRank[at + (up ? 1 : -1)];
  if (next && random.chance(0.22)) {
    const bare: OverrideValue = { kind: "band", bandId: next.id, score: seen.total };
    return { ...bare, score: effectiveOf(bandSet, seen, bare).score };
  }
  const far = up ? random.between(14, 38) : -random.between(12, 30);
  const score = Math.min(92, Math.max(4, seen.total + far));
  return { kind: "score", score };
}

import type { BandSet } from "@/lib/core/scoring/types";
import { localMoment, morningAfter, promisedBy } from "@/lib/modules/workflow/clock";
import { callWithinMinutes } from "@/lib/modules/workflow/response";
import type { Workflow } from "@/lib/modules/workflow/types";
import { bandLook, type LeadWording, leadName, wordTop } from "@/lib/present/leads-row";
import { zoneTime } from "@/lib/present/zone-time";
import { calledBands, type DayCounts, type QueueCounts, type QueueRow } from "./data";
import type { QueueAgain, QueueDue, QueueItem, QueueSection, QueueView } from "./types-screen";

const DAY_MINUTES = 1_440;

/** A promise counted in hours is shown as time left. */
export function queueDue(
  {
    dueAt,
    dueKind,
    bandSince,
    effectiveBand,
  }: Pick<QueueRow, "bandSince" | "effectiveBand"> & {
    readonly dueAt: Date | null;
    readonly dueKind: "respond" | "follow_up" | null;
  },
  bandSet: BandSet,
): QueueDue | null {
  if (!dueAt || !dueKind) return null;
  const minutes = callWithinMinutes(bandSet, effectiveBand);
  return {
    at: dueAt.getTime(),
    kind: dueKind,
    isTimed: dueKind === "respond" && minutes !== null && minutes < DAY_MINUTES,
    since: bandSince?.getTime() ?? null,
  };
}

function queueItem(row: QueueRow, wording: LeadWording): QueueItem {
  const { reasons } = wordTop(row.topReasons, wording);
  return {
    id: row.id,
    name: leadName(row).name,
    company: row.company?.trim() || null,
    score: row.scoreTotal === null ? null : row.effectiveScore,
    machine: row.scoreTotal !== null && row.scoreTotal !== row.effectiveScore ? row.scoreTotal : null,
    bandId: row.effectiveBand,
    band: bandLook(wording.bandSet, row.effectiveBand),
    reason: reasons[0]?.title ?? null,
    due: queueDue(row, wording.bandSet)!,
    isUnclaimed: row.ownerId === null,
  };
}

const FOLLOW_UPS = "";

/** The queue in its order: the called bands best first, each by time, then what was agreed. */
export function presentQueue(
  rows: readonly QueueRow[],
  counts: QueueCounts,
  day: DayCounts,
  workflow: Workflow,
  wording: LeadWording,
): QueueView {
  const { bandSet } = wording;
  const items = rows.map((row) => ({ row, item: queueItem(row, wording) }));
  const section = (key: string, title: string, of: (row: QueueRow) => boolean): QueueSection => {
    const own = items.filter(({ row }) => of(row)).map(({ item }) => item);
    return {
      ...{ key, title, band: key === FOLLOW_UPS ? null : bandLook(bandSet, key), rows: own },
      count: Math.max(own.length, counts.bySection.get(key) ?? 0),
    };
  };
  const bands = calledBands(bandSet);
  const names = new Set(bands.map(({ id }) => id));
  const sections = [
    ...bands.map((band) =>
      section(
        band.id,
        `${band.name}, ${(band.respondWithinMinutes ?? 0) < DAY_MINUTES ? "by time left to call" : "within 24 hours"}`,
        (row) => row.dueKind === "respond" && row.effectiveBand === band.id,
      ),
    ),
    // A band of an earlier scorer whose promise still runs.
    section(
      "other",
      "Still promised",
      (row) => row.dueKind === "respond" && !names.has(row.effectiveBand ?? ""),
    ),
    section(FOLLOW_UPS, "Follow-ups due", (row) => row.dueKind === "follow_up"),
  ];
  return {
    sections: sections.filter(({ rows: own }) => own.length > 0),
    day: {
      today: counts.today,
      overdue: counts.overdue,
      nextAt: counts.nextDay?.getTime() ?? null,
      minutesPerCall: workflow.queue.minutesPerCall,
      ...day,
    },
    at: wording.now,
  };
}

const AFTERNOON = 14 * 60;

/** When the choices of the moment end. */
export function againAt(now: number, workflow: Workflow): QueueAgain {
  const afternoon = localMoment(now, 0, AFTERNOON, workflow);
  // Sunday is 0: the days until the next Monday, a whole week on a Monday.
  const toMonday = (8 - zoneTime(now, workflow.timeZone).weekday) % 7 || 7;
  return {
    noAnswerAt: promisedBy(now, workflow.queue.noAnswerMinutes, workflow),
    voicemailAt: morningAfter(now, workflow.queue.voicemailDays, workflow),
    tomorrowAt: morningAfter(now, 1, workflow),
    nextWeekAt: morningAfter(localMoment(now, toMonday - 1, 0, workflow), 1, workflow),
    afternoonAt: afternoon > now + 30 * 60_000 ? afternoon : null,
  };
}

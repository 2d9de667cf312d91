import { againAt } from "@/lib/modules/queue/present-view";
import { localMoment, workingTimeFrom } from "@/lib/modules/workflow/clock";
import type { Workflow } from "@/lib/modules/workflow/types";
import { localToUtc } from "@/lib/present/zone-instant";
import { zoneTime } from "@/lib/present/zone-time";
import type { SnoozeChoice, SnoozeUntil } from "./types";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST_AHEAD = 366 * DAY;

/** When each choice ends, epoch ms; without those that are over for today. */
export function snoozeChoices(
  now: number,
  workflow: Workflow,
): readonly { readonly choice: SnoozeChoice; readonly at: number }[] {
  const again = againAt(now, workflow);
  const all: readonly (readonly [SnoozeChoice, number | null])[] = [
    ["hour", now + HOUR],
    ["afternoon", again.afternoonAt],
    ["tomorrow", again.tomorrowAt],
    ["next_week", again.nextWeekAt],
  ];
  return all.flatMap(([choice, at]) => (at === null ? [] : [{ choice, at }]));
}

/** The same to choose from: two that end together are one, under the later name. */
export function offeredChoices(now: number, workflow: Workflow): ReturnType<typeof snoozeChoices> {
  return snoozeChoices(now, workflow).filter(
    ({ at }, index, all) => !all.slice(index + 1).some((later) => later.at === at),
  );
}

/** The moment that is meant, epoch ms; null where it is past, over for today, or more than a year away. */
export function snoozeUntil(until: SnoozeUntil, now: number, workflow: Workflow): number | null {
  const at =
    until.kind === "choice"
      ? (snoozeChoices(now, workflow).find(({ choice }) => choice === until.choice)?.at ?? null)
      : morningOf(until.date, workflow);
  return at === null || at <= now || at > now + MOST_AHEAD ? null : at;
}

/** The beginning of work on that day; on a day off the hour at which it would begin. */
function morningOf(date: string, workflow: Workflow): number {
  const midnight = localToUtc(Date.parse(`${date}T00:00:00Z`), workflow.timeZone);
  const opening = workingTimeFrom(midnight, workflow);
  if (opening < localMoment(midnight, 1, 0, workflow)) return opening;
  const [hours = 0, minutes = 0] = workflow.workingHours.from.split(":").map(Number);
  return localMoment(midnight, 0, hours * 60 + minutes, workflow);
}

/** The day after today in the workspace's zone, as a date field wants it. */
export function firstDate(now: number, timeZone: string): string {
  return new Date((zoneTime(now, timeZone).dayNumber + 1) * DAY).toISOString().slice(0, 10);
}

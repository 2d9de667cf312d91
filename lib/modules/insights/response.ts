import { type Calendar, promisedBy, workingMinutes } from "@/lib/modules/workflow/clock";

export interface ResponseRequest {
  /** When the lead came into the band that is called, epoch ms. */
  readonly hotAt: number;
  /** Calls of the team, ascending, epoch ms. */
  readonly calls: readonly number[];
  readonly closedAt: number | null;
  readonly promiseMinutes: number;
  readonly calendar: Calendar;
  readonly now: number;
}

export interface Response {
  /** open: the promise still runs, or the lead closed before it was over. */
  readonly response: "in_time" | "late" | "unanswered" | "open";
  readonly answeredAt: number | null;
  /** Working minutes until the call, a begun one counts. */
  readonly answerMinutes: number | null;
}

/** Whether a lead that had to be called was, and how fast. Time counts as the promise counts it: in working hours. */
export function responseOf({
  hotAt,
  calls,
  closedAt,
  promiseMinutes,
  calendar,
  now,
}: ResponseRequest): Response {
  const due = promisedBy(hotAt, promiseMinutes, calendar);
  const answeredAt = calls.find((at) => at >= hotAt && (closedAt === null || at <= closedAt)) ?? null;
  if (answeredAt !== null)
    return {
      response: answeredAt <= due ? "in_time" : "late",
      answeredAt,
      answerMinutes: Math.ceil(workingMinutes(hotAt, answeredAt, calendar)),
    };
  const isOver = due < now && (closedAt === null || closedAt > due);
  return { response: isOver ? "unanswered" : "open", answeredAt: null, answerMinutes: null };
}

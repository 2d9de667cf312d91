"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { assignLeads, snoozeLeads } from "@/lib/modules/queue/mutations-many";
import { undoActivities } from "@/lib/modules/queue/mutations-undo";
import type { BulkDone } from "@/lib/modules/queue/types";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { type Member, memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { assignedText, type BulkTally, choiceText, snoozedText, undoneText } from "@/lib/present/bulk-words";
import { whenText } from "@/lib/present/queue-words";
import { getWorkers, matchingLeads } from "./data";
import { firstDate, offeredChoices, snoozeUntil } from "./snooze-until";
import {
  assignInput,
  type BulkAnswer,
  type BulkChoices,
  type BulkSelection,
  MOST_AT_ONCE,
  type Refused,
  type Result,
  snoozeInput,
  undoInput,
} from "./types";

/** A thousand leads, each with its fact, state and audit entry, in one transaction. */
const TIMEOUT_MS = 120_000;

const refuse = (code: string, message: string): Refused => ({ ok: false, code, message });
const TOO_MANY = refuse(
  "too_many",
  `More than ${MOST_AT_ONCE.toLocaleString("en")} leads match. Narrow the filter; nothing was changed.`,
);

/** Whom leads can be given to and until when they can sleep, as of now. */
export async function bulkChoicesAction(): Promise<Result<{ readonly choices: BulkChoices }>> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const { tenantId } = asked.member;
  const at = now().getTime();
  return withTenant(tenantId, async (tx) => {
    const workflow = await getWorkflow(tx, tenantId);
    const context = { now: at, timeZone: workflow.timeZone };
    const choices: BulkChoices = {
      people: await getWorkers(tx, tenantId),
      snooze: offeredChoices(at, workflow).map((each) => {
        const when = whenText(each.at, context);
        return { choice: each.choice, label: choiceText(each.choice, when), when };
      }),
      firstDate: firstDate(at, workflow.timeZone),
    };
    return { ok: true, choices };
  });
}

/** How many leads a list's filter meets, for confirming a deed to all of them. */
export async function countMatchingAction(query: unknown): Promise<Result<{ readonly count: number }>> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const parsed = z.string().max(4_000).safeParse(query);
  if (!parsed.success) return firstProblem(parsed.error);
  const { member } = asked;
  const ids = await withTenant(member.tenantId, (tx) => matchingLeads(tx, member, parsed.data, now()));
  return ids === null ? TOO_MANY : { ok: true, count: ids.length };
}

/** Gives leads to somebody, or back into the pool. A rep's are own and unclaimed ones; the others stay, and are told. */
export async function bulkAssignAction(input: unknown): Promise<Result<BulkAnswer>> {
  return act(assignInput, input, async (tx, member, leadIds, { toUserId }, at) => {
    const done = await assignLeads(tx, member, { leadIds, toUserId }, at);
    if (done.refused.some(({ code }) => code === "no_such_person"))
      return refuse(
        "no_such_person",
        "This person takes no leads. Choose somebody else; nothing was changed.",
      );
    const name = (await getWorkers(tx, member.tenantId)).find(({ id }) => id === toUserId)?.name ?? "";
    const to = toUserId === null ? null : { name, me: toUserId === member.userId };
    return answer(done, (tally) => assignedText(tally, to));
  });
}

/** Hides leads from every queue for a while; the same rights. */
export async function bulkSnoozeAction(input: unknown): Promise<Result<BulkAnswer>> {
  return act(snoozeInput, input, async (tx, member, leadIds, { until }, at) => {
    const workflow = await getWorkflow(tx, member.tenantId);
    const moment = snoozeUntil(until, at.getTime(), workflow);
    if (moment === null)
      return refuse("past", "Choose a time that is still to come, within a year. Nothing was changed.");
    const done = await snoozeLeads(tx, member, { leadIds, until: new Date(moment) }, at);
    const when = whenText(moment, { now: at.getTime(), timeZone: workflow.timeZone });
    return answer(done, (tally) => snoozedText(tally, when));
  });
}

/** Takes back what this person just did to many leads; those worked on since stay, and are told. */
export async function bulkUndoAction(input: unknown): Promise<Result<{ readonly message: string }>> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const parsed = undoInput.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const { member } = asked;
  const outcome = await withTenant(
    member.tenantId,
    (tx) => undoActivities(tx, member, parsed.data.activityIds, now()),
    { timeoutMs: TIMEOUT_MS },
  );
  revalidatePath("/leads");
  return { ok: true, message: undoneText(outcome) };
}

/** One shape for both: a fresh right, a strict form, one transaction round finding the leads and acting on them. */
async function act<Schema extends z.ZodType<{ readonly selection: BulkSelection }>>(
  schema: Schema,
  input: unknown,
  work: (
    tx: TenantTx,
    member: Member,
    leadIds: readonly string[],
    wish: z.infer<Schema>,
    at: Date,
  ) => Promise<Result<BulkAnswer>>,
): Promise<Result<BulkAnswer>> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const parsed = schema.safeParse(input);
  if (!parsed.success) return firstProblem(parsed.error);
  const { member } = asked;
  const at = now();
  const outcome = await withTenant(
    member.tenantId,
    async (tx) => {
      const found = await selected(tx, member, parsed.data.selection, at);
      return found.ok ? work(tx, member, found.ids, parsed.data, at) : found;
    },
    { timeoutMs: TIMEOUT_MS },
  );
  if (outcome.ok) revalidatePath("/leads");
  return outcome;
}

/** The leads meant. More than were confirmed are somebody else's news: they are looked at again first. */
async function selected(
  tx: TenantTx,
  member: Member,
  selection: BulkSelection,
  at: Date,
): Promise<Result<{ readonly ids: readonly string[] }>> {
  if (selection.kind === "ticked") return { ok: true, ids: selection.ids };
  const ids = await matchingLeads(tx, member, selection.query, at);
  if (ids === null) return TOO_MANY;
  if (ids.length > selection.count)
    return refuse(
      "changed",
      `${ids.length} leads match now, not ${selection.count}. Look again and confirm anew; nothing was changed.`,
    );
  if (ids.length === 0) return refuse("none", "No lead matches any more. Nothing was changed.");
  return { ok: true, ids };
}

function answer(done: BulkDone, words: (tally: BulkTally) => string): Result<BulkAnswer> {
  const stayed: Record<string, number> = {};
  for (const { code } of done.refused) stayed[code] = (stayed[code] ?? 0) + 1;
  const { activityIds } = done;
  return {
    ok: true,
    done: activityIds.length,
    activityIds,
    message: words({ done: activityIds.length, stayed }),
  };
}

function firstProblem(error: z.ZodError): Refused {
  return refuse("invalid", error.issues[0]?.message ?? "This was not understood. Nothing was changed.");
}

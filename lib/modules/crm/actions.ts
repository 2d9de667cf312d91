"use server";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { problemsOf, type SaveResult } from "@/lib/modules/workflow/types-settings";
import { type Member, memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { addressProblem } from "@/lib/platform/outbound";
import { cancelRun, disconnect, goOnWithRun, saveConnection, startRun } from "./mutations";
import { CRMS, connectionInput, type Done, kindInput, type Refused, runInput, startInput } from "./types";

const PAGE = "/settings/crm";
const UNREADABLE: Refused = {
  ok: false,
  code: "invalid",
  message: "This cannot be read. Load the page again.",
};
const GONE: Refused = { ok: false, code: "gone", message: "This is gone. Load the page again." };

/** Connects a CRM, or changes how. */
export async function saveCrmAction(input: unknown): Promise<SaveResult> {
  const asked = await memberForAction("crm.manage");
  if (!asked.ok) return asked;
  const parsed = connectionInput.safeParse(input);
  if (!parsed.success) return problemsOf(parsed.error);
  const wrong = addressProblem(parsed.data.baseUrl);
  if (wrong !== null)
    return {
      ok: false,
      code: "invalid",
      message: "One field needs another value. Nothing was saved.",
      fields: { baseUrl: wrong },
    };
  const { member } = asked;
  const outcome = await withTenant(member.tenantId, (tx) => saveConnection(tx, member, parsed.data, now()));
  switch (outcome.kind) {
    case "no_secret":
      return {
        ok: false,
        code: "invalid",
        message: "One field needs another value. Nothing was saved.",
        fields: { secret: "Enter it: a saved one counts only for the address and access it was given for." },
      };
    case "changed":
      return {
        ok: false,
        code: "changed",
        message: "Somebody else saved this connection meanwhile. Save again to replace theirs.",
        version: outcome.version,
      };
    case "saved":
      revalidatePath(PAGE);
      return { ok: true, version: outcome.version, effect: null };
  }
}

/** Forgets a connection; nothing is changed in the CRM. */
export async function disconnectCrmAction(input: unknown): Promise<Done> {
  return withWish(kindInput, input, async (tx, member, { kind }) =>
    (await disconnect(tx, member, kind)) ? { ok: true } : GONE,
  );
}

/** Starts a trial or a writing; the page shows how far it is. */
export async function startCrmRunAction(
  input: unknown,
): Promise<{ readonly ok: true; readonly id: string } | Refused> {
  return withWish(startInput, input, async (tx, member, wish) => {
    const { tenantId, userId: actorId } = member;
    const connected = await tx.crmConnection.count({ where: { tenantId, kind: wish.kind } });
    if (connected === 0)
      return {
        ok: false,
        code: "gone",
        message: `${CRMS[wish.kind].name} is not connected. Save a connection first.`,
      };
    const id = await startRun(tx, tenantId, wish, { actorId, now: now() });
    return id === null
      ? { ok: false, code: "running", message: "A run is under way. Wait for its end, or stop it." }
      : { ok: true, id };
  });
}

export async function stopCrmRunAction(input: unknown): Promise<Done> {
  return withWish(runInput, input, async (tx, member, { id }) =>
    (await cancelRun(tx, member, id, now())) ? { ok: true } : GONE,
  );
}

/** Lets a run that ended before its end go on where it was. */
export async function continueCrmRunAction(input: unknown): Promise<Done> {
  return withWish(runInput, input, async (tx, member, { id }) =>
    (await goOnWithRun(tx, member, id))
      ? { ok: true }
      : { ok: false, code: "gone", message: "Another run is under way, or this one is gone." },
  );
}

async function withWish<Wish, Answer>(
  schema: z.ZodType<Wish>,
  input: unknown,
  work: (tx: TenantTx, member: Member, wish: Wish) => Promise<Answer | Refused>,
): Promise<Answer | Refused> {
  const asked = await memberForAction("crm.manage");
  if (!asked.ok) return asked;
  const parsed = schema.safeParse(input);
  if (!parsed.success) return UNREADABLE;
  const answer = await withTenant(asked.member.tenantId, (tx) => work(tx, asked.member, parsed.data));
  revalidatePath(PAGE);
  return answer;
}

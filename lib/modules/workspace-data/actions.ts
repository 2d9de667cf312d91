"use server";
import { revalidatePath } from "next/cache";
import { memberForAction } from "@/lib/platform/auth/member";
import { withTenant } from "@/lib/platform/db/client";
import { log } from "@/lib/platform/log";
import { deleteWorkspace } from "./deletion";
import { confirmationOf, erasePerson, findPerson, previewErasure } from "./erasure";
import {
  type DeleteResult,
  deleteInput,
  type EraseResult,
  eraseInput,
  type FindPersonResult,
  personInput,
  type Refused,
} from "./types";

const MINUTE = 60_000;

const NOBODY: Refused = {
  ok: false,
  code: "not_found",
  message: "Nobody here has that e-mail or id. Addresses must be written whole.",
};

/** Who is meant by an e-mail or id, and what erasing them would take; changes nothing. */
export async function findPersonAction(asked: unknown): Promise<FindPersonResult> {
  const who = await memberForAction("data.manage");
  if (!who.ok) return who;
  const parsed = personInput.safeParse(asked);
  if (!parsed.success)
    return { ok: false, code: "invalid", message: parsed.error.issues[0]?.message ?? NOBODY.message };
  const { tenantId } = who.member;
  return withTenant(tenantId, async (tx): Promise<FindPersonResult> => {
    const leads = await findPerson(tx, tenantId, parsed.data);
    return leads.length === 0 ? NOBODY : { ok: true, preview: await previewErasure(tx, tenantId, leads) };
  });
}

/** Erases the person whose leads were shown, if they are still the same ones and the confirmation was typed. */
export async function erasePersonAction(input: unknown): Promise<EraseResult> {
  const who = await memberForAction("data.manage");
  if (!who.ok) return who;
  const parsed = eraseInput.safeParse(input);
  if (!parsed.success)
    return { ok: false, code: "invalid", message: parsed.error.issues[0]?.message ?? "This cannot be read." };
  const { leadIds, typed, why } = parsed.data;
  const { member } = who;
  const result = await withTenant(
    member.tenantId,
    async (tx): Promise<EraseResult> => {
      const leads = await findPerson(tx, member.tenantId, leadIds[0]!);
      if (leads.length === 0) return NOBODY;
      const shown = new Set(leadIds);
      if (leads.length !== shown.size || leads.some(({ id }) => !shown.has(id)))
        return {
          ok: false,
          code: "changed",
          message: "There are other leads with this address now. Look the person up again.",
        };
      if (!isTyped(typed, confirmationOf(leads)))
        return { ok: false, code: "not_confirmed", message: `Type ${confirmationOf(leads)} to confirm.` };
      const erased = await erasePerson(tx, member, leads, why);
      return erased.ok ? { ok: true, erased: leads.length } : erased;
    },
    { timeoutMs: 10 * MINUTE },
  );
  if (result.ok) revalidatePath("/", "layout");
  return result;
}

/** Deletes the whole workspace, its name typed. There is no way back, and nobody is left to be told. */
export async function deleteWorkspaceAction(input: unknown): Promise<DeleteResult> {
  const who = await memberForAction("data.manage");
  if (!who.ok) return who;
  const parsed = deleteInput.safeParse(input);
  const { tenantId, tenantName, userId } = who.member;
  if (!parsed.success || !isTyped(parsed.data.typed, tenantName))
    return { ok: false, code: "not_confirmed", message: `Type ${tenantName} to confirm.` };
  await withTenant(tenantId, (tx) => deleteWorkspace(tx, tenantId), { timeoutMs: 20 * MINUTE });
  log.info("workspace deleted", { tenantId, userId });
  return { ok: true };
}

const isTyped = (typed: string, wanted: string): boolean =>
  wanted !== "" && typed.trim().toLowerCase() === wanted.trim().toLowerCase();

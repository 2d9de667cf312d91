"use server";
import { z } from "zod";
import { verifySample } from "@/lib/modules/scoring/verify";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { formatDayTime } from "@/lib/present/format";
import { leadName } from "@/lib/present/leads-row";
import { unverifiableSentence, verifiedSentence } from "@/lib/present/versions-words";
import { VERIFIED_AT_ONCE, type VerifyVersionResult } from "./types";

const NAMED = 10;
const GONE = { ok: false, code: "not_found", message: "This version is not here any more." } as const;

/** Computes past scores of one version again, chosen by chance, and says whether the bits are the same. */
export async function verifyVersionAction(scorerId: unknown): Promise<VerifyVersionResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const id = z.uuid().safeParse(scorerId);
  if (!id.success) return GONE;
  const { tenantId, timeZone } = asked.member;
  return withTenant(
    tenantId,
    async (tx): Promise<VerifyVersionResult> => {
      const found = await verifySample(tx, tenantId, id.data, VERIFIED_AT_ONCE);
      if (!found.ok)
        return found.reason === "scorer_gone"
          ? GONE
          : { ok: true, isEqual: false, sentence: unverifiableSentence(found.reason), unequal: [] };
      const { unequal } = found;
      const named = unequal.slice(0, NAMED);
      const names = await namesOfLeads(
        tx,
        named.map(({ leadId }) => leadId),
      );
      const time = { now: now().getTime(), timeZone };
      return {
        ok: true,
        isEqual: unequal.length === 0,
        sentence: verifiedSentence({ ...found, unequal: unequal.length }),
        unequal: named.map(({ leadId, scoredOn, stored, computed }) => ({
          leadId,
          name: names.get(leadId) ?? "Unnamed lead",
          when: formatDayTime(scoredOn.getTime(), time),
          difference:
            computed === null
              ? "made by another version than it says"
              : Object.is(stored, computed)
                ? "another band or likelihood than was stored"
                : `${computed}, stored ${stored}`,
        })),
      };
    },
    { timeoutMs: 60_000 },
  );
}

async function namesOfLeads(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const leads = await tx.lead.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, firstName: true, lastName: true, email: true, externalId: true },
  });
  return new Map(leads.map((lead) => [lead.id, leadName(lead).name]));
}

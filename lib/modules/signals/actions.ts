"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { tableOf } from "@/lib/core/encoding/table";
import { compileSignals } from "@/lib/core/signals/compile";
import { signalReport } from "@/lib/core/signals/report";
import { namedLeads } from "@/lib/modules/backtests/data";
import { marketOf, ruleSignals } from "@/lib/modules/scoring/data";
import { sampleLeads } from "@/lib/modules/scoring/sample";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { signalWords, valueWords } from "@/lib/present/signal-words";
import { materialsOf } from "./data";
import { defineSignal } from "./define";
import { addSignal, retireSignal } from "./mutations";
import {
  type KeepSignalResult,
  ownSignalSchema,
  type PreviewResult,
  type Refused,
  type RetireResult,
} from "./types";

const unreadable = (error: z.ZodError): Refused => {
  const [issue] = error.issues;
  const field = issue?.path[0];
  return {
    ok: false,
    code: "invalid",
    message: issue?.message ?? "This cannot be read. Load the page again.",
    ...(typeof field === "string" ? { field } : {}),
  };
};

const MOST_SAMPLED = 1_000;
const MOST_EXAMPLES = 5;

/** What a signal would be on the leads that are open now, before anybody keeps it. */
export async function previewSignalAction(wish: unknown): Promise<PreviewResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = ownSignalSchema.safeParse(wish);
  if (!parsed.success) return unreadable(parsed.error);
  const { tenantId } = asked.member;
  const at = now();
  return withTenant(tenantId, async (tx): Promise<PreviewResult> => {
    const defined = defineSignal(parsed.data, await materialsOf(tx, tenantId));
    if (!defined.ok) return defined;
    const { definition } = defined;
    const known = await ruleSignals(tx);
    const compiled = compileSignals([...known, definition], await marketOf(tx));
    const sample = await sampleLeads(tx, tenantId, { compiled, now: at, most: MOST_SAMPLED });
    const values = sample.leads.map(({ leadId, vector }) => ({
      leadId,
      value: vector.values[definition.key] ?? null,
    }));
    const table = tableOf(
      [definition],
      values.map(({ value }) => ({ [definition.key]: value })),
    );
    const [line] = signalReport(table, new Uint8Array(values.length), table);
    const telling = values.filter(({ value }) => value !== null && value !== 0 && value !== false);
    const examples = telling.slice(0, MOST_EXAMPLES);
    const names = await namedLeads(
      tx,
      tenantId,
      examples.map(({ leadId }) => leadId),
    );
    const labels = new Map(known.map(({ key, label }) => [key, label]));
    return {
      ok: true,
      preview: {
        line: { ...line!, correlation: null, drift: null },
        words: signalWords(definition, (key) => labels.get(key) ?? key),
        of: sample.of,
        areOpen: sample.areOpen,
        examples: examples.map(({ leadId, value }) => ({
          ...{ leadId, value: valueWords(value) },
          name: names.get(leadId)?.name ?? "",
        })),
      },
    };
  });
}

/** Keeps a signal of the workspace's own: rules and models may read it from now on. */
export async function keepSignalAction(wish: unknown): Promise<KeepSignalResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = ownSignalSchema.safeParse(wish);
  if (!parsed.success) return unreadable(parsed.error);
  const { tenantId, userId } = asked.member;
  const result = await withTenant(tenantId, async (tx): Promise<KeepSignalResult> => {
    // Two who keep one name at once must not both find it free.
    await tx.$executeRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
    const defined = defineSignal(parsed.data, await materialsOf(tx, tenantId));
    if (!defined.ok) return defined;
    await addSignal(tx, { tenantId, actorId: userId, now: now() }, defined.definition);
    return { ok: true, key: defined.definition.key };
  });
  if (result.ok) revalidatePath("/settings", "layout");
  return result;
}

const retireSchema = z.strictObject({ key: z.string().min(1).max(120), retired: z.boolean() });

export async function retireSignalAction(wish: unknown): Promise<RetireResult> {
  const asked = await memberForAction("scoring.manage");
  if (!asked.ok) return asked;
  const parsed = retireSchema.safeParse(wish);
  if (!parsed.success) return { ok: false, code: "gone", message: "There is no such signal." };
  const { tenantId, userId } = asked.member;
  const { key, retired } = parsed.data;
  const result = await withTenant(tenantId, (tx) =>
    retireSignal(tx, { tenantId, actorId: userId, now: now() }, key, retired),
  );
  if (result.ok) revalidatePath("/settings", "layout");
  return result;
}

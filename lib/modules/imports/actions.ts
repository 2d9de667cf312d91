"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { memberForAction } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { withTenant } from "@/lib/platform/db/client";
import { checkPlan } from "./check";
import { getImport } from "./data";
import { cancelImport, dropImport, queueImport } from "./mutations";
import { planProblems } from "./plan";
import { suggestEventsPlan, suggestLeadsPlan } from "./suggest";
import { type ImportPlan, planSchema } from "./types";
import type { PlanCheck } from "./types-check";

type Refused = { readonly ok: false; readonly code: string; readonly message: string };

const GONE: Refused = {
  ok: false,
  code: "gone",
  message: "This import is not waiting any more. Load the page again.",
};
const UNREADABLE: Refused = {
  ok: false,
  code: "invalid",
  message: "This mapping cannot be read. Load the page again.",
};

/** Starts the import by what the person chose; nothing was written before. */
export async function startImportAction(
  importId: string,
  wish: unknown,
): Promise<{ readonly ok: true } | Refused> {
  const ready = await mappedImport(importId, wish);
  if (!ready.ok) return ready;
  const { tenantId, actorId, plan } = ready;
  const started = await withTenant(tenantId, (tx) =>
    queueImport(tx, { tenantId, importId }, { plan, actorId }),
  );
  if (!started) return GONE;
  revalidatePath("/leads/import");
  return { ok: true };
}

/** Reads the file by this mapping without writing anything. */
export async function checkPlanAction(
  importId: string,
  wish: unknown,
): Promise<{ readonly ok: true; readonly check: PlanCheck } | Refused> {
  const ready = await mappedImport(importId, wish);
  if (!ready.ok) return ready;
  const { tenantId, plan, profile } = ready;
  return { ok: true, check: await checkPlan({ tenantId, importId }, { plan, profile, now: now() }) };
}

/** The plan that would be suggested if the file held the other kind of rows. */
export async function suggestPlanAction(
  importId: string,
  kind: "leads" | "events",
): Promise<{ readonly ok: true; readonly plan: ImportPlan } | Refused> {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  const { tenantId, timeZone } = asked.member;
  const row = z.uuid().safeParse(importId).success
    ? await withTenant(tenantId, (tx) => getImport(tx, tenantId, importId))
    : null;
  if (!row?.profile) return GONE;
  const { columns } = row.profile;
  const plan =
    kind === "events" ? suggestEventsPlan(columns, timeZone) : suggestLeadsPlan(columns, timeZone).plan;
  return { ok: true, plan };
}

/** Stops a waiting or running import at its next batch; what is written stays. */
export async function stopImportAction(importId: string): Promise<{ readonly ok: true } | Refused> {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  if (!z.uuid().safeParse(importId).success) return GONE;
  const { tenantId, userId: actorId } = asked.member;
  const stopped = await withTenant(tenantId, (tx) =>
    cancelImport(tx, { tenantId, importId }, { actorId, now: now() }),
  );
  if (!stopped) return { ok: false, code: "ended", message: "This import has ended already." };
  revalidatePath("/leads/import");
  return { ok: true };
}

/** Forgets an upload that was never imported. */
export async function discardImportAction(importId: string): Promise<{ readonly ok: true } | Refused> {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  if (!z.uuid().safeParse(importId).success) return GONE;
  const { tenantId } = asked.member;
  const row = await withTenant(tenantId, (tx) => getImport(tx, tenantId, importId));
  if (row?.status !== "mapping") return GONE;
  await dropImport({ tenantId, importId });
  revalidatePath("/leads/import");
  return { ok: true };
}

async function mappedImport(importId: string, wish: unknown) {
  const asked = await memberForAction("leads.import");
  if (!asked.ok) return asked;
  const parsed = planSchema.safeParse(wish);
  if (!parsed.success || !z.uuid().safeParse(importId).success || !isZone(parsed.data.timeZone))
    return UNREADABLE;
  const { tenantId, userId: actorId } = asked.member;
  const row = await withTenant(tenantId, (tx) => getImport(tx, tenantId, importId));
  if (row?.status !== "mapping" || !row.profile) return GONE;
  const [problem] = planProblems(row.profile.columns, parsed.data);
  if (problem) return { ok: false as const, code: "plan", message: problem.message };
  return { ok: true as const, tenantId, actorId, plan: parsed.data, profile: row.profile };
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

import { dependenciesOf } from "@/lib/core/signals/compile";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { activeScorer, currentRules, ruleSetOf } from "@/lib/modules/scoring/data";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { storedSignals } from "./data";
import type { Refused } from "./types";

export interface Scope {
  readonly tenantId: string;
  readonly actorId: string;
  readonly now: Date;
}

/** Adds a signal of the workspace's own. It scores nobody until a rule or a model reads it. */
export async function addSignal(
  tx: TenantTx,
  { tenantId, actorId, now }: Scope,
  definition: SignalDefinition,
): Promise<void> {
  const { key, label, type } = definition;
  await tx.signalDefinition.create({
    data: { tenantId, key, label, type, definition: definition as object, origin: "own", createdAt: now },
  });
  await writeAudit(tx, {
    ...{ tenantId, actorId, action: "signal.added", subjectType: "signal", subjectId: key },
    details: { definition },
  });
}

/**
 * Retires a signal, or takes it back: retired ones are offered to no new rule and no new model, and whatever reads them
 * already goes on. One that the rules published last, the version in use or another signal reads stays.
 */
export async function retireSignal(
  tx: TenantTx,
  { tenantId, actorId }: Scope,
  key: string,
  retired: boolean,
): Promise<{ readonly ok: true } | Refused> {
  const stored = await storedSignals(tx, tenantId);
  const signal = stored.find(({ definition }) => definition.key === key);
  if (!signal) return { ok: false, code: "gone", message: "This signal is not here any more." };
  const reader = retired ? await readerOf(tx, key, stored) : null;
  if (reader !== null)
    return {
      ok: false,
      code: "in_use",
      message: `${reader} reads ${signal.definition.label}. Publish a version without it first.`,
    };
  await tx.signalDefinition.update({
    where: { tenantId_key: { tenantId, key } },
    data: { active: !retired },
  });
  await writeAudit(tx, {
    ...{ tenantId, actorId, subjectType: "signal", subjectId: key },
    action: retired ? "signal.retired" : "signal.taken_back",
  });
  return { ok: true };
}

async function readerOf(
  tx: TenantTx,
  key: string,
  stored: Awaited<ReturnType<typeof storedSignals>>,
): Promise<string | null> {
  const rules = await currentRules(tx);
  if (ruleSetOf(rules)?.rules.some(({ signal, enabled }) => enabled && signal === key)) return rules.version;
  const active = await activeScorer(tx);
  if ("model" in active.scorer && active.scorer.model.artefact.signals.some((signal) => signal.key === key))
    return active.version;
  const other = stored.find(
    ({ definition, retired }) => !retired && dependenciesOf(definition).includes(key),
  );
  return other?.definition.label ?? null;
}

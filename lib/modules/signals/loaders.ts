import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { SignalSummaryLine } from "@/lib/core/signals/report";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { standingRun } from "@/lib/modules/backtests/mutations";
import { workspaceOutcome } from "@/lib/modules/outcomes/data";
import {
  activeScorer,
  catalogueSignals,
  currentRules,
  marketOf,
  ruleSetOf,
} from "@/lib/modules/scoring/data";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { signalWords } from "@/lib/present/signal-words";
import { attributesOnOffer, eventsOnOffer, storedSignals } from "./data";
import type { SignalRow, SignalsPage } from "./types";

/** Every signal there is, with what it shows over the leads of the past. */
export async function loadSignalsPage(): Promise<SignalsPage> {
  const { tenantId, timeZone } = await requireMember("scoring.manage");
  const at = now();
  return withTenant(tenantId, async (tx) => {
    const { measured, lines } = await measuredSignals(tx, tenantId, at);
    return {
      rows: await rowsOf(tx, tenantId, lines),
      measured,
      attributes: (await attributesOnOffer(tx, tenantId)).map(({ values: _, ...attribute }) => attribute),
      events: await eventsOnOffer(tx, tenantId),
      now: at.getTime(),
      timeZone,
    };
  });
}

/** The newest measuring of this catalogue. */
async function measuredSignals(
  tx: TenantTx,
  tenantId: string,
  at: Date,
): Promise<{ measured: SignalsPage["measured"]; lines: ReadonlyMap<string, SignalSummaryLine> }> {
  const { outcome, moment } = await workspaceOutcome(tx, tenantId);
  const { id: scorerId } = await currentRules(tx);
  const signals = sha256Hex(canonicalJson([await catalogueSignals(tx), await marketOf(tx)])).slice(0, 24);
  const request = { scorerId, draft: null, outcome, moment, signals };
  const { done, runningId, failed } = await standingRun(tx, tenantId, request, at);
  const found = done?.result?.signals;
  if (done && found) {
    const { rows, recent, recentDays } = found;
    return {
      measured: { state: "done", rows, recent, recentDays, asOf: done.asOf },
      lines: new Map(found.lines.map((line) => [line.key, line])),
    };
  }
  const none = new Map<string, SignalSummaryLine>();
  if (runningId !== null) return { measured: { state: "running", backtestId: runningId }, lines: none };
  const message = failed?.message ?? "The signals could not be measured.";
  return { measured: { state: "failed", message }, lines: none };
}

async function rowsOf(
  tx: TenantTx,
  tenantId: string,
  lines: ReadonlyMap<string, SignalSummaryLine>,
): Promise<SignalRow[]> {
  const rules = ruleSetOf(await currentRules(tx))!;
  const inRules = new Set(rules.rules.flatMap(({ enabled, signal }) => (enabled ? [signal] : [])));
  const { scorer } = await activeScorer(tx);
  const inUse = "model" in scorer ? new Set(scorer.model.artefact.signals.map(({ key }) => key)) : inRules;
  const stored = await storedSignals(tx, tenantId);
  const all: readonly (Pick<SignalRow, "origin" | "retired"> & { readonly definition: SignalDefinition })[] =
    [
      ...DEFAULT_SIGNALS.map((definition) => ({ definition, origin: "default" as const, retired: false })),
      ...stored,
      ...CONDITION_SIGNALS.map((definition) => ({
        definition,
        origin: "condition" as const,
        retired: false,
      })),
    ];
  const labels = new Map(all.map(({ definition: { key, label } }) => [key, label]));
  return all.map(({ definition, origin, retired }) => ({
    ...{ definition, origin, retired },
    words: signalWords(definition, (key) => labels.get(key) ?? key.replaceAll("_", " ")),
    inRules: inRules.has(definition.key),
    inUse: inUse.has(definition.key),
    line: lines.get(definition.key) ?? null,
  }));
}

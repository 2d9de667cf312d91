import { readArtefact } from "@/lib/core/models/artefact";
import type { OpenModel } from "@/lib/core/models/score-model";
import type { ModelKind } from "@/lib/core/models/types";
import type { RuleSet } from "@/lib/core/rules/types";
import type { Scorer } from "@/lib/core/scoring/score";
import type { BandSet } from "@/lib/core/scoring/types";
import { type CompiledSignals, compileSignals } from "@/lib/core/signals/compile";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import type { MarketSettings, SignalDefinition } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";

/** Everything a score is made with; immutable for as long as its version stands. */
export interface ActiveScorer {
  readonly id: string;
  readonly kind: "rules" | "model";
  readonly version: string;
  readonly hash: string;
  /** What `score` of lib/core/scoring takes. */
  readonly scorer: Scorer;
  readonly bandSet: BandSet;
  /** Names of the versions that score as this one does, itself among them: only their bands are others. */
  readonly alike: ReadonlySet<string>;
  /** Id of the first of them. */
  readonly scoresAs: string;
  readonly market: MarketSettings;
  /** For rules the defaults, the conditions of rules, and the tenant's own signals; for a model those it was frozen with. */
  readonly definitions: readonly SignalDefinition[];
  readonly compiled: CompiledSignals;
}

/** The tenant's own signals; retired ones too, because versions that read them stand. */
export async function ownSignals(
  tx: TenantTx,
  { retired = true }: { readonly retired?: boolean } = {},
): Promise<SignalDefinition[]> {
  const where = retired ? {} : { active: true };
  const rows = await tx.signalDefinition.findMany({ where, orderBy: { key: "asc" } });
  return rows.map((row) => row.definition as unknown as SignalDefinition);
}

/** What rules and models are offered: the defaults, the conditions of rules, and the tenant's own that are not retired. */
export async function catalogueSignals(tx: TenantTx): Promise<SignalDefinition[]> {
  return [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...(await ownSignals(tx, { retired: false }))];
}

/** The workspace's market lists as they stand: a new version freezes them. */
export async function marketOf(tx: TenantTx): Promise<MarketSettings> {
  const { market } = await tx.workspaceSettings.findFirstOrThrow({ select: { market: true } });
  return market as unknown as MarketSettings;
}

/** All that rules may read: the defaults, the conditions of rules, and the tenant's own. */
export async function ruleSignals(tx: TenantTx): Promise<SignalDefinition[]> {
  return [...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...(await ownSignals(tx))];
}

/** A published scorer version, rules or model; null when there is none with this id. */
export async function scorerById(tx: TenantTx, id: string): Promise<ActiveScorer | null> {
  return (await rulesById(tx, id)) ?? (await modelById(tx, id));
}

async function rulesById(tx: TenantTx, id: string): Promise<ActiveScorer | null> {
  const row = await tx.ruleSet.findFirst({
    where: { id, publishedAt: { not: null } },
    include: { bandSet: true },
  });
  if (!row) return null;
  const { version, hash } = row;
  const bandSet = row.bandSet.bands as unknown as BandSet;
  const scoresAs = row.scoresAs ?? row.id;
  const ruleSet = { ...(row.definition as unknown as Omit<RuleSet, "bands">), bands: bandSet } as RuleSet;
  const definitions = await ruleSignals(tx);
  const { market } = ruleSet;
  return {
    ...{ id: row.id, version, hash, bandSet, scoresAs, market, definitions },
    alike: await versionsAlike(tx, scoresAs),
    kind: "rules",
    scorer: { ref: { kind: "rules", version, hash }, ruleSet },
    compiled: compileSignals(definitions, market),
  };
}

async function modelById(tx: TenantTx, id: string): Promise<ActiveScorer | null> {
  const row = await tx.model.findFirst({
    where: { id, publishedAt: { not: null } },
    select: { id: true, version: true, hash: true, kind: true, bandSet: true, scoresAs: true },
  });
  if (!row?.version || !row.bandSet) return null;
  const { version, hash } = row;
  const bandSet = row.bandSet.bands as unknown as BandSet;
  const scoresAs = row.scoresAs ?? row.id;
  const { model, compiled } = await openedModel(tx, row.id, hash);
  const { market, definitions } = model.artefact;
  return {
    ...{ id: row.id, version, hash, bandSet, scoresAs, market, definitions, compiled },
    alike: await versionsAlike(tx, scoresAs),
    kind: "model",
    scorer: { ref: { kind: row.kind as ModelKind, version, hash }, model, bands: bandSet },
  };
}

/** Names of the published versions that score as the one with this id, itself among them, without opening it. */
export async function alikeOf(tx: TenantTx, id: string): Promise<ReadonlySet<string>> {
  const rules = await tx.ruleSet.findFirst({ where: { id }, select: { scoresAs: true } });
  const model = rules ? null : await tx.model.findFirst({ where: { id }, select: { scoresAs: true } });
  return versionsAlike(tx, (rules ?? model)?.scoresAs ?? id);
}

/** The version with this id and all that score as it does. */
async function versionsAlike(tx: TenantTx, scoresAs: string): Promise<ReadonlySet<string>> {
  const where = { publishedAt: { not: null }, OR: [{ id: scoresAs }, { scoresAs }] };
  const rules = await tx.ruleSet.findMany({ where, select: { version: true } });
  const models = rules.length > 0 ? [] : await tx.model.findMany({ where, select: { version: true } });
  return new Set([...rules, ...models].flatMap(({ version }) => version ?? []));
}

export interface LoadedModel {
  readonly model: OpenModel;
  readonly compiled: CompiledSignals;
}

/** Opened models by hash: reading one costs a few milliseconds, its SHAP tables some more. Never more than these. */
const MOST_OPEN = 8;
const opened = new Map<string, LoadedModel>();

/**
 * A trained model, published or not, opened after its text was proven to be what was trained.
 *
 * @throws Error where the stored text has another hash, or is of a version that this program does not read.
 */
export async function openedModel(tx: TenantTx, id: string, hash: string): Promise<LoadedModel> {
  const known = opened.get(hash);
  if (known) {
    // The map keeps insertion order: what was used last goes last.
    opened.delete(hash);
    opened.set(hash, known);
    return known;
  }
  const { artefact } = await tx.model.findFirstOrThrow({ where: { id }, select: { artefact: true } });
  if (sha256Hex(artefact) !== hash)
    throw new Error(`model ${id}: the stored artefact was changed after training`);
  const read = readArtefact(artefact);
  if (!read.ok) throw new Error(`model ${id}: ${read.reason}`);
  const { definitions, market } = read.model.artefact;
  const loaded = { model: read.model, compiled: compileSignals(definitions, market) };
  opened.set(hash, loaded);
  for (const oldest of opened.keys()) {
    if (opened.size <= MOST_OPEN) break;
    opened.delete(oldest);
  }
  return loaded;
}

/**
 * The scorer in use: one setting of the workspace.
 *
 * @throws Error when the workspace has none, which `createWorkspace` never leaves behind.
 */
export async function activeScorer(tx: TenantTx): Promise<ActiveScorer> {
  const settings = await tx.workspaceSettings.findFirst();
  const scorer = settings?.activeScorerId ? await scorerById(tx, settings.activeScorerId) : null;
  if (!scorer) throw new Error("this workspace has no published scorer");
  return scorer;
}

/** Whether this version scores now. Whoever works through all leads asks before each chunk. */
export async function isInUse(tx: TenantTx, scorerId: string): Promise<boolean> {
  const settings = await tx.workspaceSettings.findFirst({ select: { activeScorerId: true } });
  return settings?.activeScorerId === scorerId;
}

/** The rules in use, or those published last where a model is in use: what a model is compared with. */
export async function currentRules(tx: TenantTx): Promise<ActiveScorer> {
  const active = await activeScorer(tx);
  if (active.kind === "rules") return active;
  const newest = await newestRules(tx);
  const rules = newest && (await rulesById(tx, newest.id));
  if (!rules) throw new Error("this workspace has no published rules");
  return rules;
}

/** Their name alone. */
export async function currentRulesVersion(tx: TenantTx): Promise<string> {
  const settings = await tx.workspaceSettings.findFirst({ select: { activeScorerId: true } });
  const inUse = settings?.activeScorerId
    ? await tx.ruleSet.findFirst({ where: { id: settings.activeScorerId }, select: { version: true } })
    : null;
  return (inUse ?? (await newestRules(tx)))?.version ?? "";
}

function newestRules(tx: TenantTx): Promise<{ id: string; version: string } | null> {
  return tx.ruleSet.findFirst({
    where: { publishedAt: { not: null } },
    orderBy: { publishedAt: "desc" },
    select: { id: true, version: true },
  });
}

/** The rule set of a scorer; null for models. */
export function ruleSetOf({ scorer }: ActiveScorer): RuleSet | null {
  return "ruleSet" in scorer ? scorer.ruleSet : null;
}

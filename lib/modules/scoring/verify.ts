import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { score } from "@/lib/core/scoring/score";
import { type CompactVector, expandVector } from "@/lib/core/scoring/vector-json";
import type { TenantTx } from "@/lib/platform/db/client";
import { sha256Hex } from "@/lib/platform/hash";
import { type ActiveScorer, scorerById } from "./data";

export type Unverifiable =
  | "never_scored"
  /** Neither rules nor model with that id, or the score says it was made by another one. */
  | "scorer_gone"
  /** What is stored of the version is not what was published: its hash is another one. */
  | "scorer_changed";

export type Verification =
  | {
      readonly ok: true;
      readonly equal: boolean;
      readonly stored: number;
      readonly computed: number;
      readonly scorer: string;
      readonly hash: string;
    }
  | { readonly ok: false; readonly reason: Unverifiable };

/**
 * Scores the stored signals of one score again with the stored scorer version, and compares the bits.
 *
 * @param scoredOn which of the lead's scores; the newest where it is left out
 */
export async function verifyScore(tx: TenantTx, leadId: string, scoredOn?: Date): Promise<Verification> {
  const entry = await tx.scoreHistory.findFirst({
    where: { leadId, ...(scoredOn ? { scoredOn } : {}) },
    orderBy: { scoredOn: "desc" },
  });
  if (!entry) return { ok: false, reason: "never_scored" };
  const verifier = await openVerifier(tx, entry.scorerId);
  if (typeof verifier === "string") return { ok: false, reason: verifier };
  if (verifier.scorer.hash !== entry.scoreHash) return { ok: false, reason: "scorer_gone" };
  const { equal, computed } = verifier.compare(entry);
  return {
    ok: true,
    equal,
    stored: entry.unrounded,
    computed,
    scorer: entry.scoreVersion,
    hash: entry.scoreHash,
  };
}

export interface UnequalScore {
  readonly leadId: string;
  readonly scoredOn: Date;
  readonly stored: number;
  /** Null where the score says that another version made it, so that nothing could be computed. */
  readonly computed: number | null;
}

export type SampleVerification =
  | {
      readonly ok: true;
      /** Scores of this version that are stored, and how many of them were computed again. */
      readonly stored: number;
      readonly checked: number;
      readonly unequal: readonly UnequalScore[];
    }
  | { readonly ok: false; readonly reason: Exclude<Unverifiable, "never_scored"> };

/** Computes a random sample of a version's stored scores again and compares the bits. */
export async function verifySample(
  tx: TenantTx,
  tenantId: string,
  scorerId: string,
  most: number,
): Promise<SampleVerification> {
  const verifier = await openVerifier(tx, scorerId);
  if (typeof verifier === "string") return { ok: false, reason: verifier };
  const stored = await tx.scoreHistory.count({ where: { tenantId, scorerId } });
  const rows = await tx.$queryRaw<(StoredScore & { leadId: string; scoredOn: Date; hash: string })[]>`
    SELECT h.lead_id AS "leadId", h.scored_on AS "scoredOn", h.total, h.unrounded, h.margin, h.probability, h.band,
           h.vector, h.score_hash AS hash
      FROM (SELECT lead_id, scored_on FROM score_history
             WHERE tenant_id = ${tenantId}::uuid AND scorer_id = ${scorerId}::uuid
             ORDER BY random() LIMIT ${most}) picked
      JOIN score_history h ON h.tenant_id = ${tenantId}::uuid AND h.lead_id = picked.lead_id
                          AND h.scored_on = picked.scored_on`;
  const unequal = rows.flatMap((row): UnequalScore[] => {
    const { leadId, scoredOn, unrounded } = row;
    if (row.hash !== verifier.scorer.hash) return [{ leadId, scoredOn, stored: unrounded, computed: null }];
    const { equal, computed } = verifier.compare(row);
    return equal ? [] : [{ leadId, scoredOn, stored: unrounded, computed }];
  });
  return { ok: true, stored, checked: rows.length, unequal };
}

interface StoredScore {
  readonly total: number;
  readonly unrounded: number;
  readonly margin: number | null;
  readonly probability: number | null;
  readonly band: string;
  readonly vector: unknown;
}

interface Verifier {
  readonly scorer: ActiveScorer;
  compare(stored: StoredScore): { readonly equal: boolean; readonly computed: number };
}

async function openVerifier(
  tx: TenantTx,
  scorerId: string,
): Promise<Verifier | Exclude<Unverifiable, "never_scored">> {
  // Before it is opened: a model that was changed cannot be, and one that is open already might be another one.
  const isIntact = await isAsPublished(tx, scorerId);
  if (isIntact === null) return "scorer_gone";
  const scorer = isIntact ? await scorerById(tx, scorerId) : null;
  if (!scorer) return isIntact ? "scorer_gone" : "scorer_changed";
  return {
    scorer,
    compare(stored) {
      const vector = expandVector(stored.vector as CompactVector, scorer.definitions);
      const computed = score(scorer.scorer, vector);
      return {
        computed: computed.unrounded,
        equal:
          Object.is(computed.unrounded, stored.unrounded) &&
          Object.is(computed.margin, stored.margin) &&
          Object.is(computed.probability, stored.probability) &&
          computed.total === stored.total &&
          computed.bandId === stored.band,
      };
    },
  };
}

/** Whether what is stored of a version still has the hash it was published with; null where there is none such. */
async function isAsPublished(tx: TenantTx, scorerId: string): Promise<boolean | null> {
  const rules = await tx.ruleSet.findFirst({
    where: { id: scorerId },
    select: { definition: true, hash: true, bandSet: { select: { bands: true } } },
  });
  if (rules) {
    const { definition, hash, bandSet } = rules;
    const whole = { ...(definition as object), bands: bandSet.bands };
    return sha256Hex(canonicalJson(whole as Parameters<typeof canonicalJson>[0])) === hash;
  }
  const [model] = await tx.$queryRaw<{ intact: boolean }[]>`
    SELECT encode(sha256(convert_to(artefact, 'UTF8')), 'hex') = hash AS intact
      FROM models WHERE id = ${scorerId}::uuid AND tenant_id = (SELECT current_tenant())`;
  return model?.intact ?? null;
}

import { score } from "@/lib/core/scoring/score";
import { type CompactVector, expandVector } from "@/lib/core/scoring/vector-json";
import type { TenantTx } from "@/lib/platform/db/client";
import { scorerById } from "./data";

export type Verification =
  | {
      readonly ok: true;
      readonly equal: boolean;
      readonly stored: number;
      readonly computed: number;
      readonly scorer: string;
      readonly hash: string;
    }
  | { readonly ok: false; readonly reason: "never_scored" | "scorer_gone" };

/** Scores the stored signals of the lead's newest score again with the stored scorer version, and compares the bits. */
export async function verifyScore(tx: TenantTx, leadId: string): Promise<Verification> {
  const entry = await tx.scoreHistory.findFirst({ where: { leadId }, orderBy: { scoredOn: "desc" } });
  if (!entry) return { ok: false, reason: "never_scored" };
  const scorer = await scorerById(tx, entry.scorerId);
  if (!scorer || scorer.hash !== entry.scoreHash) return { ok: false, reason: "scorer_gone" };
  const vector = expandVector(entry.vector as unknown as CompactVector, scorer.definitions);
  const computed = score(scorer.scorer, vector);
  return {
    ok: true,
    equal:
      Object.is(computed.unrounded, entry.unrounded) &&
      computed.total === entry.total &&
      computed.bandId === entry.band,
    stored: entry.unrounded,
    computed: computed.unrounded,
    scorer: entry.scoreVersion,
    hash: entry.scoreHash,
  };
}

import { score } from "@/lib/core/scoring/score";
import type { Band, BandSet, ScoreResult } from "@/lib/core/scoring/types";
import type { SignalsAsOf } from "@/lib/core/signals/types";
import { type Control, controlFor } from "@/lib/core/simulation/controls";
import { editVector } from "@/lib/core/simulation/edit-vector";
import { bandsOf } from "@/lib/core/simulation/quick-scores";
import { settableSignals } from "@/lib/core/simulation/reads";
import type { OpenedScorer } from "@/lib/core/simulation/served-scorer";
import { standingOf, waited } from "@/lib/core/simulation/standing";
import type { Edits, Standing } from "@/lib/core/simulation/types";
import type { ScorerPack, StartView } from "@/lib/modules/simulator/types";
import type { BandLook } from "../ui/band";

/** A scorer beside the lead that one starts from: what all variants by this scorer share. */
export interface Bench {
  readonly pack: ScorerPack;
  readonly opened: OpenedScorer;
  readonly start: StartView;
  readonly bands: BandSet;
  /** The start as it is, no day waited. */
  readonly standing: Standing;
  readonly controls: readonly Control[];
  readonly hasVisited: boolean;
}

export function benchOf(pack: ScorerPack, opened: OpenedScorer, start: StartView): Bench {
  const { scorer, compiled } = opened;
  return {
    pack,
    opened,
    start,
    bands: bandsOf(scorer),
    standing: standingOf(compiled, start.history, start.moment),
    controls: settableSignals(scorer, compiled).map((definition) =>
      controlFor(definition, pack.shapes[definition.key] ?? { kind: "unknown" }),
    ),
    hasVisited: start.history.events.some(({ type }) => type === "visit"),
  };
}

export interface Variant {
  readonly edits: Edits;
  readonly quietDays: number;
  /** Version by id; null: the one that scores the page. */
  readonly scorer: string | null;
}

/** A variant scored, with the time it took. */
export interface Scored {
  readonly standing: Standing;
  readonly signals: SignalsAsOf;
  readonly result: ScoreResult;
  readonly band: Band;
  /** Milliseconds of editing and scoring together. */
  readonly ms: number;
}

export function scoreVariant(
  bench: Bench,
  { edits, quietDays }: Pick<Variant, "edits" | "quietDays">,
): Scored {
  const began = performance.now();
  const standing = waited(bench.standing, bench.start.history, quietDays);
  const signals = editVector(standing, edits);
  const result = score(bench.opened.scorer, signals.vector, signals.evidence);
  const ms = performance.now() - began;
  return { standing, signals, result, band: bandOf(bench.bands, result.bandId), ms };
}

export function bandOf({ bands }: BandSet, id: string): Band {
  return bands.find((band) => band.id === id) ?? bands[bands.length - 1]!;
}

export const lookOf = ({ bands }: BandSet, { name, tone, rank }: Band): BandLook => ({
  name,
  tone,
  rank,
  count: bands.length,
});

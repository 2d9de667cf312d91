import { halved } from "../math/portable.ts";
import type { Decay } from "./types.ts";

/** DESIGN 2: 100 % to day 7, 75 % to 30, 50 % to 90, then 25 %. */
export const DEFAULT_STEPS: Decay = {
  kind: "steps",
  steps: [
    { toDay: 7, share: 1 },
    { toDay: 30, share: 0.75 },
    { toDay: 90, share: 0.5 },
    { toDay: null, share: 0.25 },
  ],
};

export const NO_DECAY: Decay = { kind: "none" };

/**
 * Share of its points that a rule keeps, 0..1. Age in fractional days of the newest occurrence, one age for the whole
 * rule: a lead that comes back has its interest back. Without an age (firmographics, imported aggregates) it is 1.
 * Half-life: 0.5 ^ (age / days).
 */
export function decayShare(decay: Decay, ageDays: number | undefined): number {
  if (ageDays === undefined || decay.kind === "none") return 1;
  if (decay.kind === "half_life") return halved(Math.max(0, ageDays) / decay.days);
  const step = decay.steps.find(({ toDay }) => toDay === null || ageDays <= toDay);
  return step?.share ?? decay.steps[decay.steps.length - 1]?.share ?? 1;
}

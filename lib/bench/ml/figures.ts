import { loadavg } from "node:os";
import type { Timed } from "./timing";

export type Figure = (name: string, value: number, unit: string) => void;

/** A figure that has a bar to stay below (or above). */
export interface Bar {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Prints figures one by one and remembers which bars were missed. */
export function openFigures(print: Figure) {
  const missed: string[] = [];
  let met = 0;
  const barred = (name: string, value: number, unit: string, bar: Bar) => {
    print(name, value, unit);
    const low = bar.atLeast ?? Number.NEGATIVE_INFINITY;
    const high = bar.atMost ?? Number.POSITIVE_INFINITY;
    if (value >= low && value <= high) met += 1;
    else missed.push(`${name} ${value.toPrecision(4)}, wanted ${bar.atLeast ?? ""}..${bar.atMost ?? ""}`);
  };
  return {
    print,
    barred,
    /** Ours, theirs and ours / theirs. */
    pair(name: string, ours: Timed, theirs: Timed | null, atMost: number, by: keyof Timed = "cpu") {
      print(`${name}_ours_${by}`, ours[by], "s");
      if (!theirs) return;
      print(`${name}_peer_${by}`, theirs[by], "s");
      barred(`${name}_ratio`, ours[by] / theirs[by], "x", { atMost });
    },
    /** Others' work on this machine slows figures by the clock a lot, processor time a little. */
    load: (name: string) => print(`${name}_load`, loadavg()[0] ?? 0, "processes"),
    summary: () =>
      missed.length === 0
        ? `${met} bars met, none missed`
        : `${met} bars met, missed:\n  ${missed.join("\n  ")}`,
  };
}

export type Figures = ReturnType<typeof openFigures>;

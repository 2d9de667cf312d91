import { describe, expect, it } from "vitest";
import type { SignalColumn, SignalTable } from "../encoding/table.ts";
import { normalCdf } from "../math/normal.ts";
import { type Random, randomStream } from "../random/random.ts";
import { findLeakage } from "./find-leakage.ts";
import type { LeakageFinding, LeakageSource, SeenAfterOutcome } from "./types.ts";

const ROWS = 3_000;

/** Outcomes at a rate, from a named stream. */
function outcomes(rate: number, rows = ROWS): Uint8Array {
  const random = randomStream(1, "outcomes");
  return Uint8Array.from({ length: rows }, () => (random.unit() < rate ? 1 : 0));
}

type Cell = string | number | null;

/** A column from a function of the outcome; texts make a category. */
function column(
  labels: Uint8Array,
  type: SignalColumn["type"],
  cell: (label: number, random: Random, row: number) => Cell,
  seed = 2,
): SignalColumn {
  const random = randomStream(seed, "column");
  const cells = Array.from(labels, (label, row) => cell(label, random, row));
  if (type !== "category")
    return { key: "it", type, values: Float64Array.from(cells, (one) => (one === null ? Number.NaN : +one)) };
  const levels = [...new Set(cells.filter((one) => one !== null).map(String))].sort();
  const codes = new Map(levels.map((level, code) => [level, code]));
  const values = Int32Array.from(cells, (one) => (one === null ? -1 : codes.get(String(one))!));
  return { key: "it", type, levels, values };
}

interface Asked {
  readonly name?: string;
  readonly source?: LeakageSource;
  readonly seen?: SeenAfterOutcome;
}

function find(one: SignalColumn, labels: Uint8Array, { name = "Field 7", source, seen }: Asked = {}) {
  const table: SignalTable = { rows: labels.length, columns: [one] };
  const [finding] = findLeakage({
    ...{ table, labels, seed: 3 },
    names: { it: { label: "Field", name, source: source ?? "attribute" } },
    ...(seen ? { seenAfterOutcome: { it: seen } } : {}),
  });
  if (!finding) throw new Error("no finding");
  expect(numbersOf(finding).every((value) => value === null || Number.isFinite(value))).toBe(true);
  return finding;
}

const numbersOf = (finding: LeakageFinding) =>
  [finding, ...finding.grounds.map(({ args }) => args)].flatMap((part) =>
    Object.values(part).filter((value) => typeof value === "number"),
  );

const grounds = (finding: LeakageFinding) => [finding.verdict, ...finding.grounds.map(({ key }) => key)];

/** A normal number whose AUC is this. */
function honest(auc: number) {
  let shift = 0;
  while (normalCdf(shift / Math.SQRT2) < auc) shift += 0.001;
  return (label: number, random: Random) => random.normal() + label * shift;
}

describe("leaks", () => {
  it("the outcome under another name is a copy, whatever its type", () => {
    const labels = outcomes(0.3);
    const texts = column(labels, "category", (label) => (label ? "Kunde" : "Absage"));
    expect(grounds(find(texts, labels))[1]).toBe("copy_of_outcome");
    const flag = find(
      column(labels, "boolean", (label) => 1 - label),
      labels,
    );
    expect(grounds(flag).slice(0, 2)).toEqual(["leak", "copy_of_outcome"]);
    expect(flag.auc).toBe(1);
    const coded = column(labels, "number", (label, random) => (label ? 3 : 1 + 4 * random.below(2)));
    expect(grounds(find(coded, labels)).slice(0, 2)).toEqual(["leak", "copy_of_outcome"]);
  });

  it("a copy that agrees for 97 % of the rows is still one, also counted as of the moment", () => {
    const labels = outcomes(0.5);
    const near = column(labels, "boolean", (label, random) => (random.unit() < 0.97 ? label : 1 - label));
    const finding = find(near, labels, { source: "standard" });
    expect(grounds(finding)).toContain("copy_of_outcome");
    expect(finding.verdict).toBe("leak");
    expect(finding.grounds[0]?.args.agreement).toBeCloseTo(0.97, 1);
  });

  it("an amount that only the won have ranks perfectly alone", () => {
    const labels = outcomes(0.05);
    const amount = column(labels, "number", (label, random) => (label ? 1_000 + random.unit() * 9_000 : 0));
    expect(grounds(find(amount, labels))).toEqual(["leak", "predicts_alone"]);
  });

  it("a number is seen through where the middle wins and both ends lose", () => {
    const labels = outcomes(0.3);
    const middle = column(labels, "number", (label, random) =>
      label ? random.normal() : (random.below(2) ? 6 : -6) + random.normal(),
    );
    expect(grounds(find(middle, labels))).toEqual(["leak", "predicts_alone"]);
  });

  it("a field filled for the lost alone tells by its blanks", () => {
    const labels = outcomes(0.3);
    const reason = column(labels, "category", (label, random) =>
      label || random.unit() < 0.06 ? null : `reason ${random.below(5)}`,
    );
    const finding = find(reason, labels);
    expect(grounds(finding)).toContain("empty_for_class");
    expect(finding.verdict).toBe("leak");
    expect(finding.missingAuc).toBeCloseTo(0.97, 2);
    expect(finding.grounds.find(({ key }) => key === "empty_for_class")?.args.blankPositives).toBe(1);
  });

  it("nearly pure levels on both sides convict with telling blanks, and only ask without them", () => {
    const labels = outcomes(0.4, 6_000);
    const judged = (filledIf: (label: number) => number) =>
      column(labels, "category", (label, random) => {
        if (random.unit() >= filledIf(label)) return null;
        const roll = random.unit();
        if (roll < 0.3) return random.unit() < 0.98 === (label === 1) ? "hot" : "cold";
        return random.below(2) ? "warm" : "cool";
      });
    expect(
      grounds(
        find(
          judged((label) => (label ? 0.8 : 0.4)),
          labels,
        ),
      ),
    ).toEqual([...["leak", "pure_levels", "blank_tells"]]);
    expect(
      grounds(
        find(
          judged(() => 0.6),
          labels,
        ),
      ),
    ).toEqual(["suspect", "pure_levels"]);
  });

  it("an id is refused as a text, a running number and a random code", () => {
    const labels = outcomes(0.3);
    const text = column(labels, "category", (_, __, row) => `lead-${row}`);
    expect(grounds(find(text, labels))).toEqual(["leak", "identifier"]);
    expect(find(text, labels).auc).toBe(0.5);
    const running = column(labels, "number", (_, __, row) => 660_000 - 7 * row);
    expect(grounds(find(running, labels))).toEqual(["leak", "identifier"]);
    let last = 80_000;
    const gaps = column(labels, "number", (_, random) => {
      last += random.below(1_500);
      return last;
    });
    expect(grounds(find(gaps, labels))).toEqual(["leak", "identifier"]);
    const code = column(labels, "number", (_, random) => 100_000_000 + random.below(800_000_000));
    expect(grounds(find(code, labels))).toEqual(["leak", "identifier"]);
    const dense = column(labels, "number", (_, __, row) => (row * 7_919) % 12_007);
    expect(grounds(find(dense, labels))).toEqual(["leak", "identifier"]);
  });

  it("values written after the outcome convict by how many they surely are", () => {
    const labels = outcomes(0.3);
    const plain = column(labels, "number", honest(0.6));
    const seen = (share: number, rows: number) => grounds(find(plain, labels, { seen: { share, rows } }));
    expect(seen(0.8, 500)).toEqual(["leak", "seen_after_outcome"]);
    expect(seen(0.15, 500)).toEqual(["suspect", "seen_after_outcome"]);
    expect(seen(0.02, 500)).toEqual(["fine"]);
    expect(seen(1, 1)).toEqual(["suspect", "seen_after_outcome"]);
    expect(seen(Number.NaN, 500)).toEqual(["fine"]);
  });
});

describe("what stays in", () => {
  it("an honest number is fine at an AUC of 0.85", () => {
    const labels = outcomes(0.4);
    const finding = find(column(labels, "number", honest(0.85)), labels);
    expect(finding.auc).toBeCloseTo(0.85, 1);
    expect(grounds(finding)).toEqual(["fine"]);
  });

  it("a strong one is asked about as a column, and not where it is counted as of the moment", () => {
    const labels = outcomes(0.4);
    const strong = column(labels, "number", honest(0.93));
    expect(grounds(find(strong, labels))).toEqual(["suspect", "predicts_alone"]);
    expect(grounds(find(strong, labels, { source: "event", name: "Won status" }))).toEqual(["fine"]);
    const perfect = column(labels, "number", honest(0.995));
    expect(grounds(find(perfect, labels, { source: "standard" }))).toEqual(["leak", "predicts_alone"]);
  });

  it("blanks of what is counted as of the moment are no ground, those of a column are", () => {
    const labels = outcomes(0.4);
    const days = column(labels, "number", (label, random) =>
      random.unit() < (label ? 0.6 : 0.1) ? random.below(30) : null,
    );
    expect(grounds(find(days, labels))).toEqual(["suspect", "blank_tells"]);
    expect(grounds(find(days, labels, { source: "event" }))).toEqual(["fine"]);
  });

  it("rare levels that are pure by chance convict nothing, and many levels flatter nothing", () => {
    const labels = outcomes(0.4);
    const rare = column(labels, "category", (_, random) => `level ${random.below(1_000)}`);
    const finding = find(rare, labels);
    expect(grounds(finding)).toEqual(["fine"]);
    expect(finding.auc).toBeLessThan(0.53);
  });

  it("one honest level that nearly always wins is no leak", () => {
    const labels = outcomes(0.4);
    const origin = column(labels, "category", (label, random) =>
      random.unit() < (label ? 0.18 : 0.01) ? "referral" : `channel ${random.below(4)}`,
    );
    expect(grounds(find(origin, labels))).toEqual(["fine"]);
  });

  it("few wins do not make every level that loses suspicious", () => {
    const labels = outcomes(0.03);
    const level = column(labels, "category", (_, random) => `channel ${random.below(8)}`);
    expect(grounds(find(level, labels))).toEqual(["fine"]);
  });

  it("amounts that all differ are asked about, not taken for ids", () => {
    const labels = outcomes(0.3);
    const revenue = column(labels, "number", (_, random) => Math.round(Math.exp(15 + 2 * random.normal())));
    expect(grounds(find(revenue, labels))).toEqual(["suspect", "identifier"]);
  });

  it("a telling name asks where the column tells anything", () => {
    const labels = outcomes(0.3);
    const weak = column(labels, "number", honest(0.6));
    expect(grounds(find(weak, labels, { name: "Lead Stage" }))).toEqual(["suspect", "after_the_fact_name"]);
    expect(grounds(find(weak, labels, { name: "Lead Origin" }))).toEqual(["fine"]);
    const mute = column(labels, "boolean", () => 1);
    expect(grounds(find(mute, labels, { name: "Lead Stage" }))).toEqual(["fine"]);
  });
});

describe("what cannot be measured", () => {
  it("is null, and fine", () => {
    const labels = outcomes(0.3, 400);
    const blank = column(labels, "number", () => null);
    expect(find(blank, labels)).toMatchObject({ verdict: "fine", auc: null, missingAuc: null, coverage: 0 });
    const blankText = column(labels, "category", () => null);
    expect(find(blankText, labels)).toMatchObject({ verdict: "fine", auc: null, coverage: 0 });
    const infinite = column(labels, "number", () => Number.POSITIVE_INFINITY);
    expect(find(infinite, labels)).toMatchObject({ verdict: "fine", auc: null, coverage: 0 });
  });

  it("one class, few rows and no rows at all", () => {
    for (const labels of [new Uint8Array(300), new Uint8Array(300).fill(1)]) {
      const some = column(labels, "category", (_, random) => (random.below(2) ? "a" : null));
      expect(find(some, labels)).toMatchObject({ verdict: "fine", auc: null, missingAuc: null });
    }
    const three = Uint8Array.of(1, 0, 0);
    const copy = column(three, "category", (label) => (label ? "won" : "lost"));
    expect(find(copy, three)).toMatchObject({ verdict: "fine", auc: null });
    const few = Uint8Array.from({ length: 12 }, (_, row) => row % 2);
    expect(
      find(
        column(few, "number", (label) => label * 9),
        few,
      ).verdict,
    ).not.toBe("leak");
    const none = new Uint8Array(0);
    expect(
      find(
        column(none, "number", () => 1),
        none,
      ),
    ).toMatchObject({ verdict: "fine", coverage: 0 });
    expect(findLeakage({ table: { rows: 0, columns: [] }, labels: none, names: {}, seed: 1 })).toEqual([]);
  });

  it("refuses labels of another table", () => {
    const table = { rows: 3, columns: [] };
    expect(() => findLeakage({ table, labels: new Uint8Array(2), names: {}, seed: 1 })).toThrow(/3 rows/);
  });
});

describe("a large table", () => {
  it("is sampled with a seed, keeps rare wins, and tells of every column in order", () => {
    const labels = outcomes(0.02, 45_000);
    const columns = [0.6, 0.995].map((auc, index) => ({
      ...column(labels, "number", honest(auc), index),
      key: `c${index}`,
    }));
    const told: number[][] = [];
    const input = { table: { rows: labels.length, columns }, labels, names: {} };
    const findings = findLeakage({ ...input, seed: 9, onColumn: (done, of) => told.push([done, of]) });
    expect(findings.map(({ key, verdict }) => [key, verdict])).toEqual([
      ["c0", "fine"],
      ["c1", "leak"],
    ]);
    expect(findings[0]?.auc).toBeCloseTo(0.6, 1);
    expect(findings[0]!.aucHigh! - findings[0]!.aucLow!).toBeLessThan(0.05);
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(findLeakage({ ...input, seed: 9 })).toEqual(findings);
    expect(findLeakage({ ...input, seed: 10 })[0]?.auc).not.toBe(findings[0]?.auc);
  });
});

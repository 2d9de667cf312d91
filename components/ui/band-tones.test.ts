import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bandTones } from "./band";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const css = readFileSync(new URL("../../app/tokens.css", import.meta.url), "utf8");
const themes = {
  light: css.slice(0, css.lastIndexOf('[data-theme="dark"]')),
  dark: css.slice(css.lastIndexOf('[data-theme="dark"]')),
};

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const deficiencies: Record<string, Matrix> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function multiply(m: Matrix, v: Triple): Triple {
  const row = (r: Triple) => r[0] * v[0] + r[1] * v[1] + r[2] * v[2];
  return [row(m[0]), row(m[1]), row(m[2])];
}

function token(theme: keyof typeof themes, name: string): Triple {
  const found = new RegExp(`${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)`).exec(themes[theme]);
  if (!found) throw new Error(`${name} is not in tokens.css`);
  const [l, c, h] = [Number(found[1]), Number(found[2]), (Number(found[3]) * Math.PI) / 180];
  return [l, c * Math.cos(h), c * Math.sin(h)];
}

/** Björn Ottosson's OKLab, both ways, clipped to what a screen can show. */
function toLinear([l, a, b]: Triple): Triple {
  const cubed = multiply(
    [
      [1, 0.3963377774, 0.2158037573],
      [1, -0.1055613458, -0.0638541728],
      [1, -0.0894841775, -1.291485548],
    ],
    [l, a, b],
  ).map((value) => value ** 3) as unknown as Triple;
  const rgb = multiply(
    [
      [4.0767416621, -3.3077115913, 0.2309699292],
      [-1.2684380046, 2.6097574011, -0.3413193965],
      [-0.0041960863, -0.7034186147, 1.707614701],
    ],
    cubed,
  );
  return rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple;
}

function toLab(rgb: Triple): Triple {
  const lms = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((value) => Math.cbrt(Math.max(0, value))) as unknown as Triple;
  return multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}

function distance(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function contrast(a: Triple, b: Triple): number {
  const luminance = (lab: Triple) => {
    const [r, g, blue] = toLinear(lab);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const variable = (tone: string) => (tone.startsWith("band-") ? `--${tone}` : `--band-${tone}`);

describe.each(["light", "dark"] as const)("band tones, %s", (theme) => {
  const solids = bandTones.map((tone) => ({ tone, lab: token(theme, variable(tone)) }));

  it.each(Object.keys(deficiencies))("keep at least 0.08 OKLab apart under %s", (name) => {
    const seen = solids.map(({ tone, lab }) => ({
      tone,
      lab: toLab(multiply(deficiencies[name]!, toLinear(lab))),
    }));
    for (const [index, one] of seen.entries()) {
      for (const other of seen.slice(index + 1)) {
        expect(distance(one.lab, other.lab), `${one.tone} and ${other.tone}`).toBeGreaterThan(0.08);
      }
    }
  });

  it("reach 3:1 as shapes and 4.5:1 as words on their soft ground and on the page", () => {
    const surface = token(theme, "--surface");
    for (const { tone, lab } of solids) {
      expect(contrast(lab, surface), `${tone} on surface`).toBeGreaterThanOrEqual(3);
      const words = token(theme, `${variable(tone)}-text`);
      expect(
        contrast(words, token(theme, `${variable(tone)}-soft`)),
        `${tone} word on soft`,
      ).toBeGreaterThanOrEqual(4.5);
      expect(contrast(words, surface), `${tone} word on surface`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

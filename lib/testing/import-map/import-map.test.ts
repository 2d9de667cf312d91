import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

const config = createRequire(import.meta.url)("../../../.dependency-cruiser.cjs") as {
  forbidden: { name: string; comment?: string }[];
  options: Record<string, unknown>;
};

let caught: Map<string, string[]>;

/** The fixtures are a small house of its own, laid out like this one, in which every rule is broken once. */
beforeAll(async () => {
  const { tsConfig: _, ...options } = config.options;
  const result = await cruise(["app", "components", "lib"], {
    ...options,
    baseDir: join(import.meta.dirname, "fixtures"),
    ruleSet: { forbidden: config.forbidden },
    validate: true,
  } as unknown as ICruiseOptions);
  caught = new Map();
  for (const { rule, from, to } of (result.output as ICruiseResult).summary.violations) {
    caught.set(rule.name, [...(caught.get(rule.name) ?? []), `${from} -> ${to}`]);
  }
});

describe("the import map", () => {
  it.each(config.forbidden.map((rule) => [rule.name]))("rule %s catches the file that breaks it", (name) => {
    expect(caught.get(name) ?? []).not.toEqual([]);
  });

  it.each(config.forbidden.map((rule) => [rule.name, rule.comment]))(
    "rule %s gives its reason",
    (_name, comment) => {
      expect(String(comment).length).toBeGreaterThan(20);
    },
  );

  it("refuses Node, packages and the platform to the core", () => {
    expect(
      [...(caught.get("core-own") ?? []), ...(caught.get("core-packages") ?? [])].map(
        (line) => line.split(" -> ")[0],
      ),
    ).toEqual(
      expect.arrayContaining([
        "lib/core/imports-node.ts",
        "lib/core/imports-package.ts",
        "lib/core/imports-platform.ts",
      ]),
    );
  });
});

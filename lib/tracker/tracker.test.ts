import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { minifiedTracker, SERVED } from "./build.mjs";

const served = readFileSync(SERVED, "utf8");

describe("public/t.js", () => {
  it("is what lib/tracker/tracker.ts gives (npm run tracker)", () => {
    expect(served).toBe(minifiedTracker());
  });

  it("weighs less than 2 kB on the wire", () => {
    expect(gzipSync(served).length).toBeLessThan(2_000);
  });

  it("neither loads anything nor sets a cookie, and never reads a field", () => {
    expect(served).not.toMatch(
      /\bimport\b|\brequire\b|\beval\b|cookie|new Function|\.value\b|FormData|innerHTML/,
    );
    const source = readFileSync(join(import.meta.dirname, "tracker.ts"), "utf8");
    expect(source).not.toMatch(/^import /m);
  });
});

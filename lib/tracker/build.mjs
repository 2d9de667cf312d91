#!/usr/bin/env node
// Makes public/t.js of lib/tracker/tracker.ts: `node lib/tracker/build.mjs`. The result is committed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";

const here = import.meta.dirname;
export const SERVED = join(here, "..", "..", "public", "t.js");

/** The tracker as browsers get it. @returns {string} */
export function minifiedTracker() {
  const source = readFileSync(join(here, "tracker.ts"), "utf8");
  return transformSync(source, { loader: "ts", target: "es2020", minify: true, legalComments: "none" }).code;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(SERVED, minifiedTracker());

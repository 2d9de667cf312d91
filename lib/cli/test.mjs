#!/usr/bin/env node
// `npm test`: everything, from a fresh clone. Ends with "N passed, N failed" and a matching exit code.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { build, checkNode, fail, generate, install, quietEnv, root, say } from "./steps.mjs";
import { startForTests } from "./test-server.mjs";

checkNode();
process.chdir(root);
const cache = join(root, ".cache");
mkdirSync(cache, { recursive: true });
const totals = { passed: 0, failed: 0 };
const bin = (name, script) => join(root, "node_modules", name, script);

/** Runs a section with its output in view. @returns {Promise<boolean>} whether it ended well */
function section(label, args, env = {}) {
  say(`\n── ${label}`);
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...quietEnv, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("exit", (code) => {
      say(`── ${label}: ${code === 0 ? "ok" : "failed"} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
      resolve(code === 0);
    });
  });
}

/** A check that passes or fails as one. */
async function check(label, args) {
  const ok = await section(label, args);
  totals[ok ? "passed" : "failed"] += 1;
}

/** Counts of a runner's JSON report; a run that left none, or ran nothing, counts as one failure. */
function count(file, ok, countsOf) {
  const counts = existsSync(file)
    ? countsOf(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 0 };
  const silent = counts.passed + counts.failed === 0 || (!ok && counts.failed === 0);
  totals.passed += counts.passed;
  totals.failed += counts.failed + (silent ? 1 : 0);
}

async function unitTests() {
  const report = join(cache, "unit-report.json");
  rmSync(report, { force: true });
  const ok = await section("Unit and database tests", [
    ...[bin("vitest", "vitest.mjs"), "run", "--reporter=default", "--reporter=json"],
    ...[`--outputFile.json=${report}`],
  ]);
  count(report, ok, (json) => ({ passed: json.numPassedTests ?? 0, failed: json.numFailedTests ?? 0 }));
}

async function browserTests() {
  const report = join(cache, "e2e-report.json");
  rmSync(report, { force: true });
  const browser = await findBrowser();
  const server = await startForTests();
  try {
    const ok = await section("Browser tests", [bin("@playwright/test", "cli.js"), "test"], {
      E2E_URL: server.url,
      E2E_DATA: server.data,
      ...(browser ? { CHROMIUM_PATH: browser } : {}),
    });
    count(report, ok, ({ stats = {} }) => ({
      passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
      failed: stats.unexpected ?? 0,
    }));
  } finally {
    await server.stop();
  }
}

const started = Date.now();
try {
  await install();
  await generate();
  await check("Lint and format", [bin("@biomejs/biome", "bin/biome"), "check", "."]);
  await check("Types", [bin("typescript-7", "bin/tsc"), "--noEmit"]);
  await check("Import map", [
    ...[bin("dependency-cruiser", "bin/dependency-cruise.mjs"), "--config", ".dependency-cruiser.cjs"],
    ...["app", "components", "lib", "prisma/seed", "e2e"],
  ]);
  await unitTests();
  await build();
  totals.passed += 1;
  await browserTests();
} catch (error) {
  totals.failed += 1;
  say(`\n${error instanceof Error ? error.message : String(error)}`);
}
say(`\nTook ${((Date.now() - started) / 1000).toFixed(0)} s`);
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
if (totals.passed === 0 && totals.failed === 0) fail("No test ran.");
process.exitCode = totals.failed === 0 ? 0 : 1;

/** Finds a browser for the tests, or brings one, without asking anybody. */
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, run, runNode, runNpm, step } from "./steps.mjs";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** @returns {Promise<string | null>} a path, or null where Playwright finds its own */
export async function findBrowser() {
  const known = [process.env.CHROMIUM_PATH, ...SYSTEM].find((path) => path && existsSync(path));
  if (known) return known;
  if (await playwrightHasOne()) return null;
  const tries = [installFromDebian, installPlaywrights, installPackaged];
  const problems = [];
  for (const attempt of tries) {
    try {
      const path = await attempt();
      if (path !== undefined) return path;
    } catch (error) {
      problems.push(String(error.message).split("\n")[0]);
    }
  }
  throw new Error(
    `The browser tests need Chromium and none could be brought here:\n  ${problems.join("\n  ")}\n` +
      "Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
  );
}

async function playwrightHasOne() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

async function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  return step("Installing Chromium from Debian", async () => {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
    return "/usr/bin/chromium";
  });
}

async function installPlaywrights() {
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  return step("Fetching Playwright's Chromium", async () => {
    await runNode([cli, "install", "chromium-headless-shell"]);
    return null;
  });
}

/** A Chromium inside an npm package: for an ordinary user where only the package registry is reached. */
async function installPackaged() {
  const folder = join(root, ".cache", "chromium");
  return step("Fetching a packaged Chromium", async () => {
    mkdirSync(folder, { recursive: true });
    await runNpm(["install", "--prefix", folder, "--no-save", "@sparticuz/chromium"]);
    const entry = createRequire(join(folder, "index.js")).resolve("@sparticuz/chromium");
    const { default: chromium } = await import(pathToFileURL(entry).href);
    return chromium.executablePath();
  });
}

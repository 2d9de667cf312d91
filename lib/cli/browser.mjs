/** Finds a browser for the tests, or brings one, without asking anybody. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
    // In a closed network the next way should have its turn soon.
    const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
    await runNode([cli, "install", "chromium-headless-shell"], { env });
    return null;
  });
}

const PACKAGE = "@sparticuz/chromium@147.0.0";

/** A Chromium inside an npm package: for an ordinary user where only the package registry is reached. */
export async function installPackaged() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = join(root, ".cache", "chromium");
  const unpacked = join(folder, "unpacked");
  const wrapper = join(folder, "chromium");
  if (existsSync(wrapper)) return wrapper;
  return step("Fetching a packaged Chromium", async () => {
    mkdirSync(unpacked, { recursive: true });
    await runNpm(["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", PACKAGE]);
    // It unpacks into the temporary folder, and brings the libraries that a bare system lacks if it believes itself there.
    const unpack = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
    const env = { TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
    await runNode(["--input-type=module", "-e", unpack], { cwd: folder, env });
    writeFileSync(wrapper, await startScript(unpacked), { mode: 0o755 });
    return wrapper;
  });
}

/** Starts the unpacked browser, with the libraries and fonts it brought only where the system has none. */
async function startScript(unpacked) {
  const browser = join(unpacked, "chromium");
  const lacking = (await run("ldd", [browser]).catch(() => "not found")).includes("not found");
  return [
    "#!/bin/sh",
    lacking ? `export LD_LIBRARY_PATH='${join(unpacked, "al2023", "lib")}'` : "",
    `[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH='${join(unpacked, "fonts")}'`,
    `exec '${browser}' "$@"`,
    "",
  ].join("\n");
}

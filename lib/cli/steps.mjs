/**
 * Steps that work before anything is installed: no dependency, plain JavaScript. Each says what it does and how long
 * it took, and is skipped when what it makes is up to date.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const cache = join(root, ".cache");

/** No telemetry, no update checks, caches inside the checkout: a home may be missing or read-only. */
export const quietEnv = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  npm_config_update_notifier: "false",
};

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Firstcall needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  }
}

/** Settings from a file `.env`, where there is one; what the environment says already wins. */
export function readEnvFile() {
  const file = join(root, ".env");
  if (existsSync(file) && process.env.FIRSTCALL_ENV_FILE !== "0") process.loadEnvFile(file);
}

export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** The label whose line is still open on the terminal: its seconds follow on the same line. */
let openLine = null;

export function say(text) {
  process.stderr.write(`${openLine === null ? "" : "\n"}${text}\n`);
  openLine = null;
}

/** Runs a step, with a line for it and its seconds. Steps may run beside each other: then each has two lines. */
export async function step(label, work) {
  const started = Date.now();
  process.stderr.write(`${openLine === null ? "" : "\n"}  ${label} …`);
  openLine = label;
  const finish = (outcome) => {
    if (openLine === label) process.stderr.write(` ${outcome}\n`);
    else process.stderr.write(`${openLine === null ? "" : "\n"}  ${label}: ${outcome}\n`);
    openLine = null;
  };
  try {
    const result = await work();
    finish(`${((Date.now() - started) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    finish("failed");
    throw error;
  }
}

/** Programs that run for a step now; whoever ends this process ends them too. */
const running = new Set();

export function endRunning() {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs a program to its end. @returns {Promise<string>} what it printed */
export function run(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...quietEnv, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: false,
    });
    running.add(child);
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else if (signal) reject(new Error(`stopped by ${signal}`));
      else
        reject(
          new Error(
            `${command} ${args[0] ?? ""} ended with ${code}\n${output.trimEnd().split("\n").slice(-40).join("\n")}`,
          ),
        );
    });
  });
}

export const runNode = (args, options) => run(process.execPath, args, options);

function stampFile(name) {
  return join(cache, `${name}.stamp`);
}

export function isStamped(name, value) {
  const file = stampFile(name);
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

export function stamp(name, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile(name), value);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

const SKIPPED = new Set(["node_modules", "generated", "fixtures"]);

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesIn(path);
      return /\.(test|spec)\.tsx?$/.test(entry.name) ? [] : [path];
    });
}

/** Changes when anything that the built pages are made of changes. */
export function sourceHash() {
  const folders = ["app", "components", "lib", "public"].flatMap((name) => filesIn(join(root, name)));
  const single = [
    "package-lock.json",
    "next.config.mjs",
    "tsconfig.json",
    "postcss.config.mjs",
    "prisma/schema.prisma",
  ]
    .map((name) => join(root, name))
    .filter((file) => existsSync(file));
  return hashOf([...single, ...folders]);
}

/** npm ci when the lock file is not the one that was installed from. */
export async function install() {
  const lock = hashOf([join(root, "package-lock.json")]);
  const marker = join(root, "node_modules", ".package-lock.json");
  if (existsSync(marker) && (isStamped("install", lock) || installedMatches(marker))) {
    stamp("install", lock);
    return;
  }
  // Development packages too, whatever NODE_ENV says: the tests of the same checkout need them.
  const args = ["ci", "--include=dev", "--include=optional", "--prefer-offline", "--loglevel=error"];
  await step("Installing packages", () => runNpm([...args, "--no-audit", "--no-fund"]));
  stamp("install", lock);
}

/** The npm that runs us, else the one on the path; its cache in the checkout where the home cannot hold one. */
export function runNpm(args) {
  const options = { env: isWritable(homedir()) ? {} : { npm_config_cache: join(cache, "npm") } };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("js")) return runNode([npm, ...args], options);
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A developer's own `npm install` leaves node_modules younger than the lock file. */
function installedMatches(marker) {
  return statSync(marker).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

/** The Prisma client, made from the schema. */
export async function generate() {
  const schema = hashOf([join(root, "prisma", "schema.prisma"), join(root, "package-lock.json")]);
  if (isStamped("generate", schema) && existsSync(join(root, "lib/platform/db/generated/client.ts"))) return;
  await step("Preparing the database client", () =>
    runNode(["node_modules/prisma/build/index.js", "generate"]),
  );
  stamp("generate", schema);
}

/** The production build. */
export async function build() {
  const sources = sourceHash();
  if (isStamped("build", sources) && existsSync(join(root, ".next", "BUILD_ID"))) return;
  await step("Building the pages", () =>
    runNode(["node_modules/next/dist/bin/next", "build"], { env: { NODE_ENV: "production" } }),
  );
  stamp("build", sources);
}

/** From here on TypeScript can be imported, @/ paths included. */
export async function withTypeScript() {
  Object.assign(process.env, quietEnv);
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: join(root, "tsconfig.json") });
}

import { spawn, spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Figures } from "../ml/figures";
import type { RunningProduct } from "../product";
import { type BenchLeads, makeLeads, SIGNAL_KEYS } from "./leads";
import { findPython } from "./peer";
import type { Kind } from "./workspace";

const ROWS = 100_000;
/** The long file is the other one so many times. */
const LONG = 10;
const ROUNDS = 4;
/** Files that a server has answered before any is timed, as the single requests' seconds of warming. */
const WARM_ROUNDS = 4;
/** How many times faster than the opponent's. */
const BARS: Readonly<Record<Kind, number>> = { logistic: 1.5, boosted: 4 };
/** What a file ten times as long (120 MB in, 420 MB out) may take more than the shorter one: garbage not yet collected. */
const MOST_GROWTH_MB = 128;

interface BatchBench {
  readonly figures: Figures;
  readonly product: RunningProduct;
  readonly keys: ReadonlyMap<Kind, string>;
  /** Holds what the opponent learns from: `trainingRows` rows. */
  readonly folder: string;
  readonly trainingRows: number;
}

/**
 * A file of 100,000 leads by 33 signals: ours read from disk, sent, scored, received and written to disk, against the
 * opponent's read_csv, scores, reasons and to_csv in one process, without its start and its training. In turn, on a server
 * that has answered such files before; of each side its best round. Then the memory of the server over a file ten times
 * as long.
 */
export async function benchBatch({
  figures,
  product,
  keys,
  folder,
  trainingRows,
}: BatchBench): Promise<void> {
  const found = findPython();
  const files = writeFiles(makeLeads(ROWS, 3), folder);
  const target = join(folder, "scored.csv");
  for (const [kind, key] of keys) {
    figures.load(`batch_${kind}`);
    let ours = Number.POSITIVE_INFINITY;
    let theirs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < WARM_ROUNDS; round += 1) await send(product.port, key, files.ours, target);
    for (let round = 0; round < ROUNDS; round += 1) {
      ours = Math.min(ours, await send(product.port, key, files.ours, target));
      if ("absent" in found) continue;
      const given = ["batch", kind, String(trainingRows), String(SIGNAL_KEYS.length), folder, files.theirs];
      const script = join(import.meta.dirname, "peer.py");
      const ran = spawnSync(found.python, [script, ...given, join(folder, "peer-scored.csv")], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, PYTHONWARNINGS: "ignore" },
      });
      if (ran.status !== 0) throw new Error("the opponent's batch failed");
      theirs = Math.min(theirs, (JSON.parse(ran.stdout) as { seconds: number }).seconds);
    }
    checkScored(target);
    figures.print(`batch_${kind}_ours`, ours, "s");
    figures.print(`batch_${kind}_ours_rows`, ROWS / ours, "rows/s");
    if (!Number.isFinite(theirs)) continue;
    figures.print(`batch_${kind}_peer`, theirs, "s");
    figures.barred(`batch_${kind}_ratio`, theirs / ours, "x", { atLeast: BARS[kind] });
  }
  await benchMemory({ figures, product, keys }, files.ours);
}

async function benchMemory(
  { figures, product, keys }: Pick<BatchBench, "figures" | "product" | "keys">,
  file: string,
): Promise<void> {
  const [[, key]] = [...keys] as [[Kind, string]];
  const whole = readFileSync(file);
  const header = whole.subarray(0, whole.indexOf(10) + 1);
  const body = whole.subarray(header.length);
  const over = async (times: number): Promise<number> => {
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, megabytesOf(product.pid));
    }, 100);
    const pieces = function* () {
      yield header;
      for (let time = 0; time < times; time += 1)
        for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
    };
    await scoreFile(product.port, key, Readable.from(pieces()), createWriteStream("/dev/null"));
    clearInterval(watch);
    return peak;
  };
  await over(1);
  const short = await over(1);
  const long = await over(LONG);
  figures.print("batch_rss_100k_rows", short, "MB");
  figures.print("batch_rss_1m_rows", long, "MB");
  figures.barred("batch_rss_growth", long - short, "MB", { atMost: MOST_GROWTH_MB });
}

function writeFiles({ records, numbers }: BenchLeads, folder: string): { ours: string; theirs: string } {
  const header = `lead_id,${SIGNAL_KEYS.join(",")}\n`;
  let ours = header;
  let theirs = header;
  for (const [row, record] of records.entries()) {
    const amounts = SIGNAL_KEYS.map((_, column) => {
      const value = numbers[row * SIGNAL_KEYS.length + column]!;
      return Number.isNaN(value) ? "" : String(Number(value.toFixed(6)));
    });
    const values = SIGNAL_KEYS.map((key, column) => {
      const value = record[key];
      return value === null || value === undefined ? "" : typeof value === "number" ? amounts[column] : value;
    });
    ours += `L${row},${values.join(",")}\n`;
    theirs += `L${row},${amounts.join(",")}\n`;
  }
  const paths = { ours: join(folder, "leads.csv"), theirs: join(folder, "peer-leads.csv") };
  writeFileSync(paths.ours, ours);
  writeFileSync(paths.theirs, theirs);
  return paths;
}

const hasCurl = spawnSync("curl", ["--version"], { stdio: "ignore" }).status === 0;

/**
 * A file there and back; by curl where there is one, as somebody would, because what a client takes the server lacks.
 *
 * @returns seconds, without the client's start
 */
async function send(port: number, key: string, file: string, target: string): Promise<number> {
  if (!hasCurl) {
    const started = performance.now();
    await scoreFile(port, key, createReadStream(file), createWriteStream(target));
    return (performance.now() - started) / 1_000;
  }
  const headers = [`authorization: Bearer ${key}`, "content-type: text/csv", "expect:"];
  const child = spawn(
    "curl",
    [
      ...[
        "-sS",
        "--fail-with-body",
        "--noproxy",
        "*",
        "-X",
        "POST",
        "-T",
        file,
        "-o",
        target,
        "-w",
        "%{time_total}",
      ],
      ...headers.flatMap((header) => ["-H", header]),
      `http://127.0.0.1:${port}/api/v1/score/batch`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let seconds = "";
  for await (const chunk of child.stdout) seconds += String(chunk);
  const code = await ended;
  if (code !== 0) throw new Error(`curl ended with ${String(code)}`);
  return Number(seconds);
}

async function scoreFile(
  port: number,
  key: string,
  source: Readable,
  target: NodeJS.WritableStream,
): Promise<void> {
  const sending = request({
    // A connection of its own: one that was kept may have been closed while the opponent worked.
    agent: false,
    ...{ host: "127.0.0.1", port, method: "POST", path: "/api/v1/score/batch" },
    headers: { authorization: `Bearer ${key}`, "content-type": "text/csv" },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sending.once("response", resolve);
    sending.once("error", reject);
  });
  const sent = pipeline(source, sending);
  // Told by the answer that does not come.
  sent.catch(() => {});
  const response = await answered;
  if (response.statusCode !== 200) throw new Error(`the batch was answered ${response.statusCode}`);
  await Promise.all([sent, pipeline(response, target)]);
}

/** Every row must have come back with a score: a fast failure is no figure. */
function checkScored(path: string): void {
  const [header = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const at = header.split(",").indexOf("score");
  if (lines.length !== ROWS) throw new Error(`${lines.length} of ${ROWS} rows came back`);
  for (const [row, line] of lines.entries())
    if (!line.startsWith(`L${row},`) || !/^\d+$/.test(line.split(",", at + 1)[at] ?? ""))
      throw new Error(`row ${row} came back without a score: ${line}`);
}

/** Resident memory of the process and those below it, the largest of them. */
function megabytesOf(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readQuietly(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isBelow = (one: number): boolean => one === pid || (one > 1 && isBelow(parents.get(one) ?? 0));
  const sizes = [...parents.keys()].filter(isBelow).map((one) => {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readQuietly(`/proc/${one}/status`)) ?? [];
    return Number(kilobytes ?? 0) / 1_024;
  });
  return Math.max(0, ...sizes);
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

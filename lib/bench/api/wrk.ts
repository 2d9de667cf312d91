import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Load {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
}

/** wrk takes a fifth of the processor that our own generator takes, and so less from whoever is measured. */
export const hasWrk = (): boolean => spawnSync("wrk", ["--version"]).error === undefined;

const text = (value: string) =>
  `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

/** The requests in turn, and at the end what wrk measured on a line of its own. */
function script({ path, headers, bodies }: Load): string {
  return `
local requests = {}
local next = 0
function init(args)
  local headers = { ${Object.entries(headers)
    .map(([name, value]) => `[${text(name)}] = ${text(value)}`)
    .join(", ")} }
  local bodies = { ${bodies.map(text).join(",\n")} }
  for i, body in ipairs(bodies) do requests[i] = wrk.format("POST", ${text(path)}, headers, body) end
end
function request()
  next = next % #requests + 1
  return requests[next]
end
function done(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("MEASURED %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), wrong))
end
`;
}

/** @throws Error where any request was refused or failed: then the figure would be of something else. */
export async function driveByWrk(
  load: Load,
  {
    connections,
    seconds,
    folder,
  }: { readonly connections: number; readonly seconds: number; readonly folder: string },
): Promise<Measured> {
  const file = join(folder, `${load.path.replaceAll("/", "-")}-${load.port}.lua`);
  writeFileSync(file, script(load));
  const url = `http://127.0.0.1:${load.port}`;
  const child = spawn(
    "wrk",
    ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "20s", "-s", file, url],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let out = "";
  for await (const chunk of child.stdout) out += String(chunk);
  const found = /MEASURED (\d+) (\d+) (\d+) (\d+) (\d+)/.exec(out);
  if (!found) throw new Error(`wrk did not answer: ${out}`);
  const [requests = 0, micros = 1, p50 = 0, p99 = 0, wrong = 0] = found.slice(1).map(Number);
  if (wrong > 0) throw new Error(`${load.path}: ${wrong} of ${requests} requests went wrong`);
  return { requests, perSecond: requests / (micros / 1e6), p50: p50 / 1_000, p99: p99 / 1_000 };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";

const LEADS = 100_000;

/** 100,000 leads through the command line, from the file to the last score, on a fresh database. */
export async function bench(figure: (name: string, value: number, unit: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "firstcall-bench-"));
  const data = process.env.FIRSTCALL_DATA ?? join(folder, "data");
  try {
    const file = join(folder, "leads.csv");
    await writeLeads(file, LEADS);
    await firstcall(["migrate"], data);
    const workspace = `Bench ${Date.now()}`;
    const started = performance.now();
    const { peakMb, output } = await firstcall(
      ["import", "--file", file, "--workspace", workspace, "--json"],
      data,
    );
    figure("import_100k_leads_seconds", (performance.now() - started) / 1_000, "s");
    figure("import_100k_peak_rss_mb", peakMb, "MB");
    const result = JSON.parse(output) as { imported: number; seconds: number };
    figure("import_100k_imported_rows", result.imported, "rows");
    const again = performance.now();
    const repeat = await firstcall(["import", "--file", file, "--workspace", workspace, "--json"], data);
    figure("import_100k_again_seconds", (performance.now() - again) / 1_000, "s");
    figure(
      "import_100k_again_unchanged_rows",
      (JSON.parse(repeat.output) as { unchanged: number }).unchanged,
      "rows",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

function firstcall(args: readonly string[], data: string): Promise<{ peakMb: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join("lib", "cli", "firstcall.mjs"), ...args], {
      env: { ...process.env, FIRSTCALL_DATA: data },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    let peakMb = 0;
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (errors = (errors + text.toString()).slice(-4_000)));
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, peakOf(child.pid));
    }, 100);
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ peakMb, output });
      else reject(new Error(`firstcall ${args[0]} ended with ${code}\n${errors}`));
    });
  });
}

/** The most memory that a process has held so far, where the system tells. */
function peakOf(pid: number | undefined): number {
  try {
    const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(match?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const SOURCES = [
  "Website",
  "Webinar",
  "Referral",
  "LinkedIn advert",
  "Trade show",
  "Organic search",
  "Partner",
];
const TITLES = [
  "CEO",
  "VP Sales",
  "Head of Operations",
  "Marketing Manager",
  "Developer",
  "Buyer",
  "Director of IT",
  "",
];
const INDUSTRIES = ["Software", "Manufacturing", "Food", "Retail", "Healthcare", "Logistics"];
const COUNTRIES = ["Germany", "France", "Norway", "United Kingdom", "Spain", "Poland"];
const STAGES = ["Open", "Closed won", "Closed lost", "Closed lost", "Contacted"];
const HEADER =
  "Lead ID,Email,First name,Last name,Company,Job title,Country,City,Industry,Employees,Lead source,Campaign,Created at,Stage,Total visits,Page views,Time on site (seconds),Opt-out,Warehouses,ERP";

async function writeLeads(file: string, count: number): Promise<void> {
  const random = seeded(20_261_121);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  const out = createWriteStream(file);
  out.write(`${HEADER}\n`);
  for (let id = 1; id <= count; id += 1) {
    const company = `Company ${Math.floor(random() * 20_000)}`;
    const created = new Date(
      Date.UTC(2025, 0, 1) + Math.floor(random() * 600 * 86_400) * 1_000,
    ).toISOString();
    const visits = random() < 0.4 ? 0 : Math.floor(random() * 20);
    const cells = [
      `L-${id}`,
      `person${id}@company${id % 20_000}.example`,
      `First${id % 500}`,
      `Last${id % 900}`,
      company,
      pick(TITLES),
      pick(COUNTRIES),
      `City ${id % 300}`,
      pick(INDUSTRIES),
      Math.floor(random() * 3_000),
      pick(SOURCES),
      `q${id % 9}-campaign`,
      created,
      pick(STAGES),
      visits,
      visits * 3,
      Math.floor(random() * visits * 120),
      random() < 0.05 ? "yes" : "no",
      random() < 0.4 ? "" : Math.floor(random() * 12),
      pick(["SAP", "Dynamics", "", "Oracle"]),
    ];
    if (!out.write(`${cells.join(",")}\n`)) await once(out, "drain");
  }
  out.end();
  await finished(out);
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import { randomBytes } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openMigrated } from "@/lib/cli/database";
import { getRejections } from "@/lib/modules/imports/data";
import { createImport, failImport } from "@/lib/modules/imports/mutations";
import { planProblems } from "@/lib/modules/imports/plan";
import { prepareImport } from "@/lib/modules/imports/prepare";
import { runImport } from "@/lib/modules/imports/run";
import type { ImportProgress, ImportResult, Rejection } from "@/lib/modules/imports/types";
import { ensureUser } from "@/lib/modules/users/mutations";
import { createWorkspace, workspaceBySlugOrName } from "@/lib/modules/workspaces/mutations";
import { now } from "@/lib/platform/clock";
import { CsvError } from "@/lib/platform/csv/read";
import { withTenant } from "@/lib/platform/db/client";
import { formatNumber } from "@/lib/present/format";
import type { Command } from "./command";
import { planFromOptions, UsageError } from "./import-options";

const USAGE = `npm run firstcall -- import --file F --workspace NAME [options]

  --delimiter ';'          what separates fields; detected when not given
  --kind leads|events      detected when not given
  --map COL=FIELD,...      where columns go: email, company, job_title, external_id, created_at, own_signal,
                           attribute, leave_out, a signal such as site_visits_30d, ...
  --outcome COL=VALUE      the column that says how it ended, and the value that means won
  --undecided VALUE,...    values that mean "not decided yet"
  --time COL               when the lead was created (leads), when it happened (events)
  --order rows             the order of the rows stands for time
  --id COL                 the id of a lead
  --lead COL, --type COL   whose events, and what happened
  --no-starter-rules       add no rules for what the file brings
  --json                   print the result as JSON on stdout
`;

const OPTIONS = {
  file: { type: "string" },
  workspace: { type: "string" },
  delimiter: { type: "string" },
  kind: { type: "string" },
  map: { type: "string", multiple: true },
  outcome: { type: "string" },
  undecided: { type: "string" },
  time: { type: "string" },
  order: { type: "string" },
  id: { type: "string" },
  lead: { type: "string" },
  type: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
  "no-starter-rules": { type: "boolean" },
} as const;

/** Exit codes: 0 done, 1 the file could not be read, 2 the call was wrong. */
export const importCommand: Command = {
  summary: "import leads or events from a CSV file",
  run: async (args, { root }) => {
    try {
      return await runCommand(args, root);
    } catch (error) {
      if (error instanceof UsageError) return complain(error.message, 2);
      if (error instanceof CsvError) return complain(error.message, 1);
      throw error;
    }
  },
};

const tell = (line: string) => process.stderr.write(`${line}\n`);

function complain(message: string, code: number): number {
  tell(message);
  return code;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

async function runCommand(args: readonly string[], root: string): Promise<number> {
  const options = parsed(args);
  if (options.help) return complain(USAGE, 0);
  if (!options.file || !options.workspace)
    throw new UsageError(
      `Say which file and which workspace: ${options.file ? "--workspace" : "--file"} is missing.\n\n${USAGE}`,
    );
  if (options.kind !== undefined && options.kind !== "leads" && options.kind !== "events")
    throw new UsageError(`--kind is leads or events, not "${options.kind}".`);
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), options.file);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new UsageError(`There is no file ${options.file}.`);
  const byteSize = statSync(file).size;
  const fileName = basename(file);
  const delimiter = options.delimiter === "\\t" || options.delimiter === "tab" ? "\t" : options.delimiter;
  if (delimiter !== undefined && delimiter.length !== 1)
    throw new UsageError("--delimiter is one character.");

  const prepared = await prepareImport(createReadStream(file, { highWaterMark: 1 << 20 }), {
    byteSize,
    timeZone: "UTC",
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
  });
  const wished = planFromOptions(prepared, options);
  const [problem] = planProblems(prepared.profile.columns, wished);
  if (problem) throw new UsageError(problem.message);
  if (wished.kind === "leads" && wished.outcome && options.outcome === undefined)
    tell(
      `Outcome: ${wished.outcome.column} = ${wished.outcome.positive.join(" or ")} (--outcome says otherwise)`,
    );

  const database = await openMigrated(root);
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort(new Error("stopped")));
  try {
    const workspace = await workspaceFor(options.workspace);
    // Dates without a zone are the workspace's.
    const plan = { ...wished, timeZone: workspace.timeZone };
    const startedAt = now();
    const { profile } = prepared;
    const scope = await createImport(
      {
        tenantId: workspace.tenantId,
        kind: plan.kind,
        fileName,
        byteSize,
        status: "running",
        createdBy: null,
        profile,
        plan,
      },
      startedAt,
    );
    const source = createReadStream(file, { highWaterMark: 1 << 20 });
    try {
      const { result } = await runImport({
        ...scope,
        ...{ plan, profile, fileName, byteSize, source, actorId: null, signal: stop.signal },
        onProgress: showProgress,
      });
      endProgress();
      await printResult(scope, result, options.json === true);
      return 0;
    } catch (error) {
      endProgress();
      const message = stop.signal.aborted
        ? "Stopped. The rows written so far stay."
        : "The import ended early.";
      await failImport(scope, { message, actorId: null, now: now() });
      if (stop.signal.aborted) return complain(message, 130);
      throw error;
    } finally {
      source.destroy();
    }
  } finally {
    await database.stop();
  }
}

/** The workspace by slug or name; a new one gets an admin, whose password is shown this once. */
async function workspaceFor(name: string): Promise<{ tenantId: string; timeZone: string }> {
  const known = await workspaceBySlugOrName(name);
  if (known) return known;
  const workspace = await createWorkspace({ name });
  const email = `admin@${workspace.slug}.example`;
  const password = randomBytes(12).toString("base64url");
  await ensureUser({ email, name: "Admin", password, tenantId: workspace.tenantId, role: "admin" });
  tell(
    `Made the workspace ${workspace.name}. Sign in as ${email} with the password ${password} (shown this once).`,
  );
  return workspace;
}

const PHASES = {
  reading: "Reading and writing",
  rules: "Proposing rules",
  scoring: "Scoring",
  finishing: "Finishing",
};

let shown = "";

function showProgress({ phase, rows, expectedRows, rejected, scored, toScore }: ImportProgress): void {
  const counts =
    phase === "scoring"
      ? `${formatNumber(scored)} of ${formatNumber(toScore)} leads`
      : `${formatNumber(rows)} of about ${formatNumber(expectedRows)} rows${rejected > 0 ? `, ${formatNumber(rejected)} kept out` : ""}`;
  const line = `${PHASES[phase]}: ${counts}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(shown.length)}`);
  else if (shown.split(":")[0] !== line.split(":")[0]) tell(line);
  shown = line;
}

function endProgress(): void {
  if (process.stderr.isTTY && shown !== "") process.stderr.write("\n");
  shown = "";
}

async function printResult(
  scope: { tenantId: string; importId: string },
  result: ImportResult,
  asJson: boolean,
): Promise<void> {
  const { tenantId, importId } = scope;
  if (asJson) {
    const rejected: Rejection[] = [];
    for (let after = 0; ; ) {
      const page = await withTenant(tenantId, (tx) =>
        getRejections(tx, tenantId, importId, { after, limit: 5_000 }),
      );
      rejected.push(...page);
      if (page.length < 5_000) break;
      after = page.at(-1)?.line ?? Number.MAX_SAFE_INTEGER;
    }
    const json = {
      rows: result.rows,
      imported: result.created + result.changed,
      unchanged: result.unchanged,
      rejected: rejected.map(({ line, reason }) => ({ line, reason })),
      signals: result.signals.map(({ key, type, missingShare }) => ({
        key,
        type,
        missing_share: missingShare,
      })),
      kept_out: result.keptOut,
      seconds: result.seconds,
    };
    process.stdout.write(`${JSON.stringify(json)}\n`);
    return;
  }
  const n = formatNumber;
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(
    `${n(result.rows)} rows in ${result.seconds} s: ${n(result.created)} new, ${n(result.changed)} changed, ${n(result.unchanged)} unchanged, ${n(result.rejected)} kept out.`,
  );
  for (const { reason, rows, firstLine } of result.reasons)
    print(`  ${reason}: ${n(rows)}, first on line ${n(firstLine)}`);
  for (const { column, reason } of result.keptOut) print(`  Column ${column}: ${reason}`);
  if (result.starterRules.length > 0)
    print(`Starter rules added: ${result.starterRules.map(({ label }) => label).join(", ")}.`);
  print(`${n(result.scored)} leads scored with ${result.scorerVersion}.`);
}

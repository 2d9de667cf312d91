import { parseArgs } from "node:util";
import { openMigrated } from "@/lib/cli/database";
import { workspaceBySlugOrName } from "@/lib/modules/workspaces/data";
import type { Workspace } from "@/lib/modules/workspaces/types";
import { UsageError } from "./import-options";

export const tell = (line: string) => process.stderr.write(`${line}\n`);

/** A command's own options beside --workspace, --json and --help. */
export const COMMON = {
  workspace: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export interface WorkspaceCall {
  readonly workspace: Workspace;
  readonly json: boolean;
  readonly signal: AbortSignal;
  /** The command's own options that take a text. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** Those without one that were given. */
  readonly flags: ReadonlySet<string>;
}

type OwnOptions = Readonly<Record<string, { readonly type: "string" | "boolean" }>>;

/**
 * Reads the options, opens the database, finds the workspace, and closes everything again. A call that is wrong is
 * told how, with exit code 2; Ctrl-C aborts `signal`.
 */
export async function withWorkspace(
  args: readonly string[],
  root: string,
  usage: string,
  own: OwnOptions,
  run: (call: WorkspaceCall) => Promise<number>,
): Promise<number> {
  try {
    const { workspace: name, json, help, ...options } = parsed(args, usage, own);
    if (help) {
      tell(usage);
      return 0;
    }
    if (typeof name !== "string")
      throw new UsageError(`Say which workspace: --workspace is missing.\n\n${usage}`);
    const database = await openMigrated(root);
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort(new Error("stopped")));
    try {
      const workspace = await workspaceBySlugOrName(name);
      if (!workspace)
        throw new UsageError(`There is no workspace "${name}". Import a file first, or check the name.`);
      return await run({
        workspace,
        json: json === true,
        signal: stop.signal,
        options: options as Record<string, string | undefined>,
        flags: new Set(Object.keys(options).filter((option) => options[option] === true)),
      });
    } finally {
      await database.stop();
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    tell(error.message);
    return 2;
  }
}

function parsed(args: readonly string[], usage: string, own: OwnOptions) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...COMMON, ...own },
      strict: true,
      allowPositionals: false,
    }).values as Record<string, string | boolean | undefined>;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

let shown = "";

/** One line that overwrites itself on a terminal; elsewhere only its beginnings are printed. */
export function showProgress(label: string, detail: string): void {
  const line = `${label}: ${detail}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(shown.length)}`);
  else if (shown.split(":")[0] !== label) tell(line);
  shown = line;
}

export function endProgress(): void {
  if (process.stderr.isTTY && shown !== "") process.stderr.write("\n");
  shown = "";
}

import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { openMigrated } from "@/lib/cli/database";
import { ensureUser } from "@/lib/modules/users/mutations";
import { createResetLinkByEmail, RESET_HOURS } from "@/lib/modules/users/password-resets";
import { ensureSetupToken } from "@/lib/modules/users/setup";
import { workspaceBySlugOrName } from "@/lib/modules/workspaces/mutations";
import { isRole, ROLES } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { say } from "../steps.mjs";
import type { Command } from "./command";

type Values = Readonly<Record<string, string | undefined>>;

/** A command whose options are all texts; opens the database, and answers a refusal with 1, a wrong call with 2. */
function command(
  summary: string,
  usage: string,
  names: readonly string[],
  work: (values: Values) => Promise<number>,
): Command {
  return {
    summary,
    run: async (args, { root }) => {
      let values: Values;
      try {
        const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
        values = parseArgs({ args: [...args], options, strict: true, allowPositionals: false })
          .values as Values;
      } catch (error) {
        say(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
        return 2;
      }
      const database = await openMigrated(root);
      try {
        const code = await work(values);
        if (code === 2) say(usage);
        return code;
      } finally {
        await database.stop();
      }
    },
  };
}

/** Where the server is, as far as a command can know. */
const address = (): string =>
  (process.env.NEXTAUTH_URL ?? `http://localhost:${process.env.PORT ?? 3000}`).replace(/\/+$/, "");

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const resetPasswordCommand = command(
  "make a link with which somebody chooses a new password",
  "npm run firstcall -- reset-password --email E",
  ["email"],
  async ({ email }) => {
    if (!email) return 2;
    const result = await createResetLinkByEmail(email, now());
    if (!result.ok) {
      say(result.message);
      return 1;
    }
    say(`A new password for ${result.email}; works once, for ${RESET_HOURS} hours:`);
    print(`${address()}/reset/${result.token}`);
    return 0;
  },
);

export const addPersonCommand = command(
  "add somebody to a workspace, or change their role in it",
  `npm run firstcall -- add-person --email E --name N --workspace W [--role ${ROLES.join("|")}]`,
  ["email", "name", "workspace", "role"],
  async ({ email, name, workspace: wanted, role = "rep" }) => {
    if (!email?.includes("@") || !name || !wanted || !isRole(role)) return 2;
    const workspace = await workspaceBySlugOrName(wanted);
    if (!workspace) {
      say(`There is no workspace "${wanted}".`);
      return 1;
    }
    const password = randomBytes(12).toString("base64url");
    const { created } = await ensureUser({ email, name, password, tenantId: workspace.tenantId, role });
    say(
      `${name} is ${role} of ${workspace.name}${created ? "; the password, shown once:" : ", with the password they have."}`,
    );
    if (created) print(password);
    return 0;
  },
);

export const setupLinkCommand = command(
  "print the link with which the first admin makes the workspace",
  "npm run firstcall -- setup-link",
  [],
  async () => {
    const token = await ensureSetupToken();
    if (!token) {
      say("Somebody has an account already: the set-up is done.");
      return 1;
    }
    print(`${address()}/setup?token=${token}`);
    return 0;
  },
);

import { ensureSetupToken } from "@/lib/modules/users/setup";
import { demoWorkspace } from "@/lib/modules/workspaces/data";
import { now as wallClock } from "@/lib/platform/clock";
import { oneAtATime } from "@/lib/platform/db/advisory-lock";
import { migrate } from "@/lib/platform/db/migrate";
import { env } from "@/lib/platform/env";
import { startWebServer, type WebServer } from "@/lib/platform/server/server";
import { startWorker } from "@/lib/worker/worker";
import { seedDemo } from "@/prisma/seed/demo";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "@/prisma/seed/people";
import { type OpenDatabase, openDatabase } from "./database";
import { Lifetime } from "./lifetime";
import { endRunning, say, step } from "./steps.mjs";

export interface ServeOptions {
  readonly root: string;
  readonly dev: boolean;
  /** Settles when there are pages to serve. */
  readonly pagesBuilt: Promise<void>;
}

/** Database, migrations, demo, server and jobs; stops all of them, in the opposite order, on SIGINT or SIGTERM. */
export async function serve({ root, dev, pagesBuilt }: ServeOptions): Promise<void> {
  const life = new Lifetime();
  life.stopOnSignals();
  // Awaited below; until then its failure is not a surprise.
  pagesBuilt.catch(() => {});
  try {
    await life.begin(
      async () => {},
      async () => endRunning(),
    );
    const database = await life.begin(
      () => step("Starting the database", () => openDatabase(root)),
      ({ stop }) => stop(),
    );
    await life.pass(() =>
      step("Bringing its tables up to date", () => migrate({ ownerUrl: database.ownerUrl, root })),
    );
    if (database.embedded) await life.pass(() => seedOnFirstRun(database.ownerUrl));
    await life.pass(() => pagesBuilt);
    const port = env().PORT;
    process.env.NEXTAUTH_URL ??= `http://localhost:${port}`;
    const server = await life.begin(
      () =>
        step("Starting the server", () => startWebServer({ root, host: listenHost(database), port, dev })),
      ({ stop }) => stop(),
    );
    if (env().FIRSTCALL_JOBS === "1") {
      await life.begin(
        () => startWorker(),
        ({ stop }) => stop(),
      );
    }
    await greet(server, database);
  } catch (error) {
    const asked = life.isEnding;
    await life.end();
    // What a stop interrupts may fail; that is what stopping is.
    if (!asked) throw error;
  }
}

/** The demo's password is printed on the sign-in page, so it is offered to this machine only. */
const listenHost = (database: OpenDatabase): string =>
  process.env.HOST ?? (database.embedded ? "127.0.0.1" : "0.0.0.0");

async function seedOnFirstRun(ownerUrl: string): Promise<void> {
  await oneAtATime(ownerUrl, "seed", () =>
    seedDemo({ now: wallClock(), log: (line) => say(`    ${line}`), train: true }),
  );
}

async function greet(server: WebServer, database: OpenDatabase): Promise<void> {
  const address = `http://localhost:${server.port}`;
  say(`\nFirstcall is at ${address}\n`);
  if (database.embedded && (await demoWorkspace())) {
    say("Sign in to the demo workspace as");
    for (const { email, role, name } of DEMO_PEOPLE) say(`  ${email.padEnd(28)} ${role.padEnd(8)} ${name}`);
    say(`  password for all: ${DEMO_PASSWORD}\n`);
  } else {
    const token = await ensureSetupToken();
    if (token) say(`No workspace yet. Create the first one at ${address}/setup?token=${token}\n`);
  }
  say("Ctrl-C stops it.");
}

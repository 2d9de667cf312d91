import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serverAccount } from "./account";
import { type Binaries, packagedFolder, usableBinaries } from "./binaries";
import {
  APP_ROLE,
  type Credentials,
  createCluster,
  createRoles,
  DATABASE,
  hasCluster,
  keptCredentials,
  makeCredentials,
  OWNER_ROLE,
  resetSuperuser,
} from "./cluster";
import { usableFolder } from "./folder";
import { dropLease, exclusively, otherUsers, takeLease } from "./leases";
import {
  answersAs,
  freePort,
  launch,
  type Postmaster,
  rememberedPort,
  runningPostmaster,
  stopPostmaster,
  tailOf,
} from "./postmaster";

export interface EmbeddedOptions {
  /** Where everything lives: data, credentials, log. Made when missing. */
  readonly folder: string;
  /** More server settings; tests switch durability off. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Where the data really are: the folder asked for, or one that the server's account can reach. */
  readonly folder: string;
  /** True where the server was running already: another process's, or left over from one that was killed. */
  readonly joined: boolean;
  urlOf(role: "superuser" | "owner" | "app", database?: string): string;
  /** Leaves; stops the server unless another live process uses it. */
  stop(): Promise<void>;
}

const TUNING: Readonly<Record<string, string>> = {
  max_connections: "100",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  effective_cache_size: "2GB",
  random_page_cost: "1.1",
  max_wal_size: "2GB",
  jit: "off",
};

/** A port can be taken, and the memory of a killed server still be held, for a moment after we looked. */
const LAUNCHES = 4;

/**
 * Starts the PostgreSQL that comes with the packages, or joins the one already running on this folder. Works as root
 * (the server runs as an unprivileged account), after a kill -9, beside other processes, and from a checkout that the
 * server's account cannot enter.
 *
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount(join(options.folder, "data"));
  const folder = usableFolder(options.folder, account);
  const dataFolder = join(folder, "data");
  const lockFile = join(folder, "server.lock");
  const users = join(folder, "users");

  const { server, credentials, joined } = await exclusively(lockFile, async () => {
    const kept = keptCredentials(folder);
    const found = runningPostmaster(dataFolder);
    if (found && kept && (await answersAs(superuserUrl(kept, found.port), found.pid))) {
      takeLease(users);
      // Whoever started it may have been killed before the roles were made.
      await createRoles(superuserUrl(kept, found.port), kept);
      return { server: found, credentials: kept, joined: true };
    }
    if (found) await stopPostmaster(found.pid);
    const credentials = kept ?? makeCredentials(folder);
    const binaries = usableBinaries(packagedFolder(), join(folder, "binaries"), account);
    if (!hasCluster(dataFolder)) {
      createCluster(binaries.initdb, folder, dataFolder, account, credentials.superuser, {
        durable: options.settings?.fsync !== "off",
      });
    } else if (!kept) resetSuperuser(binaries.postgres, dataFolder, account, credentials.superuser);
    const server = await launchUntilItAnswers(binaries, credentials);
    takeLease(users);
    await createRoles(superuserUrl(credentials, server.port), credentials);
    return { server, credentials, joined: false };
  });

  async function launchUntilItAnswers(binaries: Binaries, credentials: Credentials): Promise<Postmaster> {
    const logFile = join(folder, "server.log");
    const settings = { ...TUNING, ...options.settings };
    for (let attempt = 1; attempt <= LAUNCHES; attempt += 1) {
      const port = await freePort(attempt === 1 ? rememberedPort(folder) : null);
      const pid = launch({ postgres: binaries.postgres, dataFolder, logFile, port, account, settings });
      if (await answersAs(superuserUrl(credentials, port), pid)) {
        writeFileSync(join(folder, "port"), String(port));
        return { pid, port };
      }
      await stopPostmaster(pid);
    }
    throw new Error(`PostgreSQL did not come up. The end of ${logFile}:\n${tailOf(logFile)}`);
  }

  const roles = {
    superuser: ["postgres", credentials.superuser],
    owner: [OWNER_ROLE, credentials.owner],
    app: [APP_ROLE, credentials.app],
  } as const;
  let stopped = false;
  return {
    ...server,
    folder,
    joined,
    urlOf: (role, database = DATABASE) => addressOf(roles[role][0], roles[role][1], server.port, database),
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await exclusively(lockFile, async () => {
        dropLease(users);
        const running = otherUsers(users) === 0 ? runningPostmaster(dataFolder) : null;
        if (running) await stopPostmaster(running.pid);
      });
    },
  };
}

const superuserUrl = (credentials: Credentials, port: number) =>
  addressOf("postgres", credentials.superuser, port, "postgres");

function addressOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

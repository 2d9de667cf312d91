import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, embeddedFolders } from "@/lib/testing/embedded-folders";
import { isAlive } from "./processes";

const servers = embeddedFolders();
const asRoot = process.getuid?.() === 0;
afterEach(() => servers.stopAll());
afterAll(() => servers.clear());

/** A folder whose first start is past and whose server is stopped, with a table `kept` in it; made once. */
let used: string;
const KEPT = "SELECT n FROM kept";

beforeAll(async () => {
  used = servers.make();
  const server = await servers.start(used);
  await ask(server.urlOf("owner"), "CREATE TABLE kept AS SELECT 7 AS n");
  await server.stop();
});

describe("a first start", () => {
  it("gives a loopback-only server in UTC with an owner and a runtime role that owns nothing", async () => {
    const server = await servers.start(used);
    const superuser = server.urlOf("superuser");
    expect(await ask(superuser, "SHOW listen_addresses")).toEqual(["127.0.0.1"]);
    expect(await ask(superuser, "SHOW unix_socket_directories")).toEqual([""]);
    expect(await ask(superuser, "SHOW timezone")).toEqual(["UTC"]);
    expect(await ask(superuser, "SHOW synchronous_commit")).toEqual(["on"]);
    expect(await ask(server.urlOf("owner"), "SELECT current_user::text")).toEqual(["firstcall_owner"]);
    expect(await ask(server.urlOf("app"), "SELECT current_user::text")).toEqual(["firstcall_app"]);
    expect(
      await ask(
        superuser,
        "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'firstcall%' AND (rolsuper OR rolbypassrls)",
      ),
    ).toEqual([]);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it("lets nobody in without the password, which only its maker can read", async () => {
    const folder = used;
    const server = await servers.start(folder);
    const wrong = `postgresql://firstcall_owner:wrong@127.0.0.1:${server.port}/firstcall`;
    await expect(ask(wrong, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(folder, "credentials.json")).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, "data", "pg_hba.conf"), "utf8")).not.toMatch(/^\w.*\btrust$/m);
    await server.stop();
  });

  it("begins anew where an earlier first start was killed half-way", async () => {
    const folder = servers.make();
    mkdirSync(join(folder, "making", "data"), { recursive: true });
    writeFileSync(join(folder, "making", "data", "PG_VERSION"), "18\n");
    const server = await servers.start(folder);
    expect(await ask(server.urlOf("owner"), "SELECT 1")).toEqual([1]);
    await server.stop();
  });
});

describe("a second start", () => {
  it("finds the data again, on the port of last time", async () => {
    const first = await servers.start(used);
    await first.stop();
    const second = await servers.start(used);
    expect(second.joined).toBe(false);
    expect(second.port).toBe(first.port);
    expect(await ask(second.urlOf("owner"), KEPT)).toEqual([7]);
    await second.stop();
  });

  it("takes another port where that one is somebody else's by now", async () => {
    const first = await servers.start(used);
    await first.stop();
    const squatter = await listenOn(first.port);
    const second = await servers.start(used);
    expect(second.port).not.toBe(first.port);
    expect(await ask(second.urlOf("owner"), "SELECT 1")).toEqual([1]);
    await second.stop();
    squatter.close();
  });

  it("ignores the pid file of a server that died with its machine", async () => {
    leavePidFile(used, 2 ** 22 + 1);
    const server = await servers.start(used);
    expect(server.joined).toBe(false);
    await server.stop();
  });

  it("ignores a pid file whose number now belongs to another program, and leaves that one alone", async () => {
    leavePidFile(used, process.pid);
    const server = await servers.start(used);
    expect(server.joined).toBe(false);
    expect(isAlive(process.pid)).toBe(true);
    await server.stop();
  });

  it("renews the passwords where the file with them was lost", async () => {
    rmSync(join(used, "credentials.json"));
    const second = await servers.start(used);
    expect(await ask(second.urlOf("owner"), KEPT)).toEqual([7]);
    await second.stop();
  });
});

describe("several processes", () => {
  it("share one server, which stops with the last of them", async () => {
    const starter = await servers.user(used);
    const joiner = await servers.user(used);
    expect([starter.joined, joiner.joined]).toEqual([false, true]);
    expect(joiner.pid).toBe(starter.pid);
    await starter.end("SIGTERM");
    expect(await ask(joiner.url, "SELECT 1")).toEqual([1]);
    await joiner.end("SIGTERM");
    expect(isAlive(starter.pid)).toBe(false);
  });

  it("get one server between them when they start at the same moment on an empty folder", async () => {
    const folder = servers.make();
    const users = await Promise.all([servers.user(folder), servers.user(folder), servers.user(folder)]);
    expect(new Set(users.map((user) => user.pid)).size).toBe(1);
    expect(users.filter((user) => !user.joined)).toHaveLength(1);
    for (const user of users) await user.end("SIGTERM");
    expect(isAlive(users[0]?.pid ?? 0)).toBe(false);
  });

  it("do not count one that has been killed, even when its number was given to another since", async () => {
    const server = await servers.start(used);
    writeFileSync(join(used, "users", String(process.ppid)), `${process.ppid} 1`);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });
});

describe("after a kill -9", () => {
  it("of its parent, the server that was left running is joined and then stopped", async () => {
    const killed = await servers.user(used);
    await ask(killed.url, "CREATE TABLE late AS SELECT 8 AS n");
    await killed.end("SIGKILL");
    expect(isAlive(killed.pid)).toBe(true);
    const server = await servers.start(used);
    expect([server.joined, server.pid]).toEqual([true, killed.pid]);
    expect(await ask(server.urlOf("owner"), "SELECT n FROM late")).toEqual([8]);
    await server.stop();
    expect(isAlive(killed.pid)).toBe(false);
  });

  it("of the server itself, it comes back with every acknowledged row", async () => {
    const first = await servers.start(used);
    await ask(first.urlOf("owner"), "CREATE TABLE many AS SELECT n FROM generate_series(1, 5000) AS n");
    process.kill(first.pid, "SIGKILL");
    const second = await servers.start(used);
    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second.urlOf("owner"), "SELECT count(*)::int FROM many")).toEqual([5000]);
    await second.stop();
  });

  it("of a process that was starting it, its lock is taken over", async () => {
    writeFileSync(join(used, "server.lock"), `${2 ** 22 + 1} 1\n1`);
    const server = await servers.start(used);
    expect(existsSync(join(used, "server.lock"))).toBe(false);
    await server.stop();
  });
});

describe.runIf(asRoot)("as root", () => {
  it("runs the server as the account that owns the data", async () => {
    const server = await servers.start(used);
    const { uid } = statSync(join(used, "data"));
    expect(uid).not.toBe(0);
    expect(readFileSync(`/proc/${server.pid}/status`, "utf8")).toMatch(
      new RegExp(`^Uid:\\t${uid}\\t${uid}`, "m"),
    );
    await server.stop();
  });

  it("keeps the data outside a home that the server's account cannot enter, and finds them again", async () => {
    const folder = servers.make(0o700);
    const first = await servers.start(folder);
    expect(first.folder.startsWith(dirname(folder))).toBe(false);
    expect(readFileSync(join(folder, "elsewhere"), "utf8")).toBe(first.folder);
    await ask(first.urlOf("owner"), "CREATE TABLE kept AS SELECT 7 AS n");
    await first.stop();
    const second = await servers.start(folder);
    expect(second.folder).toBe(first.folder);
    expect(await ask(second.urlOf("owner"), KEPT)).toEqual([7]);
    await second.stop();
    rmSync(first.folder, { recursive: true });
  });
});

describe.runIf(!asRoot)("as an ordinary user", () => {
  it("says plainly that a folder belongs to another account", async () => {
    const folder = servers.make();
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    await expect(servers.start("/usr/lib")).rejects.toThrow(/belongs to another account/);
  });
});

function leavePidFile(folder: string, pid: number): void {
  const data = join(folder, "data");
  const lines = [pid, data, Math.floor(Date.now() / 1000) - 60, 5432, "", "127.0.0.1", "", "ready   "];
  writeFileSync(join(data, "postmaster.pid"), `${lines.join("\n")}\n`, { mode: 0o600 });
}

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { env, forgetEnv } from "./env";

const root = join(import.meta.dirname, "../..");

/** Files that read process.env themselves, each with its reason. */
const READERS: Readonly<Record<string, string>> = {
  "lib/platform/env.ts": "the one reader",
  "lib/platform/log.ts": "must be able to say that the environment is incomplete",
  "lib/platform/db/client.ts": "NEXT_RUNTIME, which Next replaces when it builds",
  "lib/platform/db/migrate.ts": "hands the environment on to the Prisma CLI",
  "lib/platform/embedded-postgres/cluster.ts": "hands the environment on to initdb",
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|spec)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe("the environment", () => {
  it("is read in one place: elsewhere only by entry points, tests, and whoever is listed with a reason", () => {
    const readers = ["app", "components", "lib", "prisma/seed"]
      .flatMap((folder) => sources(join(root, folder)))
      .filter((file) => readFileSync(file, "utf8").includes("process.env"))
      .map((file) => relative(root, file))
      .filter((file) => !/^lib\/(cli|bench|testing)\//.test(file));
    expect(readers.sort()).toEqual(Object.keys(READERS).sort());
  });
});

describe("env()", () => {
  const before = { ...process.env };
  beforeEach(() => {
    for (const name of ["DATABASE_URL", "NEXTAUTH_SECRET", "PORT"]) delete process.env[name];
    forgetEnv();
  });
  afterEach(() => {
    process.env = { ...before };
    forgetEnv();
  });

  it("names everything that is missing at once", () => {
    expect(() => env()).toThrow(/DATABASE_URL[\s\S]*NEXTAUTH_SECRET/);
  });

  it("refuses a secret that is too short to be one, and a port that is none", () => {
    Object.assign(process.env, { DATABASE_URL: "postgresql://x", NEXTAUTH_SECRET: "short", PORT: "70000" });
    expect(() => env()).toThrow(/NEXTAUTH_SECRET: .*16 characters[\s\S]*PORT|PORT[\s\S]*16 characters/);
  });

  it("is off demo mode and on port 3000 unless told", () => {
    Object.assign(process.env, {
      DATABASE_URL: "postgresql://x",
      NEXTAUTH_SECRET: "long enough to be a secret",
      FIRSTCALL_DEMO: undefined,
    });
    delete process.env.FIRSTCALL_DEMO;
    expect(env()).toMatchObject({ FIRSTCALL_DEMO: "0", PORT: 3000, HOST: "127.0.0.1" });
  });

  it("wants to know who mail is from, once there is a server to send it", () => {
    const base = { DATABASE_URL: "postgresql://x", NEXTAUTH_SECRET: "long enough to be a secret" };
    Object.assign(process.env, base, { SMTP_URL: "smtp://mail.example:587" });
    expect(() => env()).toThrow(/MAIL_FROM/);
    process.env.SMTP_URL = "mail.example";
    expect(() => env()).toThrow(/SMTP_URL/);
    Object.assign(process.env, { SMTP_URL: "smtps://mail.example", MAIL_FROM: "Firstcall <a@b.example>" });
    forgetEnv();
    expect(env()).toMatchObject({ MAIL_FROM: "Firstcall <a@b.example>" });
  });
});

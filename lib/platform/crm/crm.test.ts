import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CrmServer, hubspotServer, salesforceServer, TOKEN } from "@/lib/testing/crm-servers";
import { forgetEnv } from "../env";
import { openCrm } from "./open";
import type { CrmAccess, CrmKind, CrmRecord } from "./types";

const before = { ...process.env };
const servers = {} as Record<CrmKind, CrmServer>;
const SHAPES = {
  hubspot: {
    ...{ object: "contacts", email: "email", score: "firstcall_score", band: "firstcall_band" },
    write: /batch\/update/,
    most: 100,
  },
  salesforce: {
    ...{ object: "Lead", email: "Email", score: "Firstcall_Score__c", band: "Firstcall_Band__c" },
    write: /composite\/sobjects/,
    most: 200,
  },
} as const;
const KINDS = ["hubspot", "salesforce"] as const;

beforeAll(async () => {
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://x",
    NEXTAUTH_SECRET: "long enough to be a secret",
  });
  process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS = "1";
  forgetEnv();
  servers.hubspot = await hubspotServer();
  servers.salesforce = await salesforceServer();
});
afterAll(async () => {
  await Promise.all(KINDS.map((kind) => servers[kind].stop()));
  process.env = { ...before };
  forgetEnv();
});
beforeEach(() => {
  for (const kind of KINDS) {
    const server = servers[kind];
    server.asked.length = 0;
    server.instead = [];
    server.records.clear();
    for (let index = 1; index <= 250; index += 1)
      server.records.set(`id-${index}`, { [SHAPES[kind].email]: `Lead${index}@firm.example` });
  }
});

const access = (kind: CrmKind, more: Partial<CrmAccess> = {}): CrmAccess => ({
  ...{ kind, baseUrl: servers[kind].url, credentials: { kind: "token", token: TOKEN } },
  ...{ object: SHAPES[kind].object, matchField: SHAPES[kind].email },
  ...more,
});
const record = (kind: CrmKind, index: number, band = "Hot", score = 78): CrmRecord => ({
  key: `lead${index}@firm.example`,
  values: { [SHAPES[kind].score]: score, [SHAPES[kind].band]: band },
});
const writes = (kind: CrmKind) => servers[kind].asked.filter(({ path }) => SHAPES[kind].write.test(path));

describe.each(KINDS)("%s", (kind) => {
  const shape = SHAPES[kind];

  it("tells which fields there are and which can be written", async () => {
    const fields = await (await openCrm(access(kind))).fields();
    expect(fields).toContainEqual({ name: shape.score, label: "Firstcall score", isWritable: true });
    expect(fields.filter(({ isWritable }) => !isWritable).length).toBeGreaterThan(0);
    expect(servers[kind].asked[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it("writes 200 records whatever case their addresses have, in requests of what it takes at once", async () => {
    const client = await openCrm(access(kind));
    const ends = await client.write(Array.from({ length: 200 }, (_, index) => record(kind, index + 1)));
    expect(ends).toEqual(Array.from({ length: 200 }, () => ({ ok: true })));
    expect(writes(kind)).toHaveLength(200 / shape.most);
    expect(servers[kind].records.get("id-200")).toMatchObject({ [shape.band]: "Hot" });
    expect(Number(servers[kind].records.get("id-200")?.[shape.score])).toBe(78);
    expect(servers[kind].records.get("id-201")).not.toHaveProperty(shape.band);
  });

  it("says of each record that was refused which and why, and writes the others", async () => {
    const bad = kind === "hubspot" ? record(kind, 2, "Hot", 999) : record(kind, 2, "Locked");
    const stranger = { ...record(kind, 3), key: "nobody@else.example" };
    const client = await openCrm(access(kind));
    const ends = await client.write([record(kind, 1), bad, stranger, record(kind, 4)]);
    expect(ends).toEqual([
      { ok: true },
      { ok: false, reason: expect.stringMatching(kind === "hubspot" ? /not valid/ : /locked.*VALIDATION/) },
      {
        ok: false,
        reason: expect.stringMatching(kind === "hubspot" ? /not exist/ : /^No Lead there has this Email/),
      },
      { ok: true },
    ]);
    expect(servers[kind].records.get("id-4")).toMatchObject({ [shape.band]: "Hot" });
  });

  it("finds which keys are there", async () => {
    const client = await openCrm(access(kind));
    const found = await client.find(["lead7@firm.example", "nobody@else.example", "o'brien\\@x.example"]);
    expect([...found]).toEqual(["lead7@firm.example"]);
  });

  it("is told that its access is not accepted", async () => {
    const client = await openCrm(access(kind, { credentials: { kind: "token", token: "old" } }));
    await expect(client.fields()).rejects.toMatchObject({
      why: "access",
      message: expect.stringMatching(/401/),
    });
    await expect(client.write([record(kind, 1)])).rejects.toMatchObject({ why: "access" });
  });

  it("is told to be patient, and for how long", async () => {
    servers[kind].instead = [
      {
        path: shape.write,
        answer: (response) =>
          response.writeHead(429, { "retry-after": "7" }).end('{"message":"Too many requests"}'),
      },
    ];
    const client = await openCrm(access(kind));
    await expect(client.write([record(kind, 1)])).rejects.toMatchObject({
      ...{ why: "busy", retryAfterSeconds: 7, message: expect.stringMatching(/Too many requests/) },
    });
  });

  it("that breaks off, fails or leads elsewhere is no end of a record", async () => {
    const client = await openCrm(access(kind));
    servers[kind].instead = [{ path: shape.write, answer: (response) => response.destroy() }];
    await expect(client.write([record(kind, 1)])).rejects.toMatchObject({ why: "unreachable" });
    servers[kind].instead = [{ path: shape.write, answer: (response) => response.writeHead(503).end() }];
    await expect(client.write([record(kind, 1)])).rejects.toMatchObject({ why: "unreachable" });
  });

  it("never reaches a private address", async () => {
    process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS = "0";
    forgetEnv();
    const inside = access(kind, { baseUrl: servers[kind].url.replace("http:", "https:") });
    const client = await openCrm(inside);
    await expect(client.fields()).rejects.toMatchObject({
      why: "refused",
      message: expect.stringMatching(/private/),
    });
    expect(servers[kind].asked).toEqual([]);
    process.env.FIRSTCALL_ALLOW_PRIVATE_HOOKS = "1";
    forgetEnv();
  });
});

describe("hubspot", () => {
  it("that refuses a whole request for one field is asked in halves until it is known whose it is", async () => {
    const client = await openCrm(access("hubspot"));
    const broken = { ...record("hubspot", 5), values: { nonsense: "x" } };
    const records = [1, 2, 3, 4, 6, 7, 8].map((index) => record("hubspot", index));
    const ends = await client.write([...records.slice(0, 4), broken, ...records.slice(4)]);
    expect(ends.map(({ ok }) => ok)).toEqual([true, true, true, true, false, true, true, true]);
    expect(ends[4]).toMatchObject({ reason: expect.stringMatching(/"nonsense" does not exist/) });
  });
});

describe("salesforce", () => {
  it("gives access for client credentials, or says why not", async () => {
    const wish = (clientSecret: string) =>
      access("salesforce", { credentials: { kind: "client", clientId: "id", clientSecret } });
    expect(await (await openCrm(wish("right"))).fields()).not.toEqual([]);
    await expect(openCrm(wish("wrong"))).rejects.toMatchObject({
      ...{ why: "access", message: expect.stringMatching(/invalid client credentials/) },
    });
  });

  it("with two records of one address writes neither, and by id writes without looking up", async () => {
    servers.salesforce.records.set("twin", { Email: "lead1@firm.example" });
    const [end] = await (await openCrm(access("salesforce"))).write([record("salesforce", 1)]);
    expect(end).toEqual({ ok: false, reason: "2 Lead records there have this Email" });
    servers.salesforce.asked.length = 0;
    const byId = await openCrm(access("salesforce", { matchField: "Id" }));
    expect(await byId.write([{ ...record("salesforce", 1), key: "id-1" }])).toEqual([{ ok: true }]);
    expect(servers.salesforce.asked.map(({ method }) => method)).toEqual(["PATCH"]);
  });
});

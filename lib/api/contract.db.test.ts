import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import type { ApiDocument, ApiOperation, Schema } from "@/lib/present/api-docs/types";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { valuesOf } from "@/lib/testing/schema-values";
import { createApi } from "./app";

testDatabase({ poolSize: 8 });

/** Requests that are wrong in some way, over all operations. */
const MALFORMED = 10_000;
const AT_ONCE = 16;
/** Of somebody else: no answer may hold it. */
const SECRET = "confidential-neighbour";

let server: Server;
let origin: string;
let port: number;
let key: string;
let writeKey: string;
let ownLead: string;
let othersLead: string;

beforeAll(async () => {
  server = createServer(getRequestListener(createApi().fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
  origin = `http://127.0.0.1:${port}`;
  const now = new Date();
  const make = async (name: string, email: string) => {
    const { tenantId } = await createWorkspace({ name });
    const { leads } = await withTenant(tenantId, (tx) =>
      ingestLeads(tx, tenantId, [{ externalId: name, createdAt: now, fields: { email, company: name } }], {
        ...{ knownFrom: "always", source: "test", now },
      }),
    );
    return { tenantId, leadId: leads[0]!.leadId };
  };
  const own = await make("own", "ann@own.example");
  const other = await make(SECRET, `boss@${SECRET}.example`);
  ownLead = own.leadId;
  othersLead = other.leadId;
  key = await testKey(own.tenantId, ["score", "ingest", "read", "write"]);
  writeKey = await testKey(own.tenantId, "write_key");
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const document = (await (
  await createApi({ logPrediction: async () => {} }).request("/api/v1/openapi.json")
).json()) as ApiDocument;
const schemas = document.components?.schemas ?? {};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    ...{ path, method: method.toUpperCase(), operation },
  })),
);

const ajv = new Ajv2020({ strict: false, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema({ $id: "doc", components: { schemas } });
/** The document's own check of a value. */
function validator(schema: Schema) {
  const absolute = JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components', '"doc#/components'),
  ) as object;
  return ajv.compile(absolute);
}

const bodyOf = ({ requestBody }: ApiOperation) => Object.entries(requestBody?.content ?? {})[0];

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

async function send({ method, path, headers, body }: Sent): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    ...{ method, headers, redirect: "manual" as const },
    ...(body === undefined || method === "GET" || method === "HEAD" ? {} : { body }),
    // A hang is a failure of its own.
    signal: AbortSignal.timeout(10_000),
  });
  return {
    status: response.status,
    text: await response.text(),
    type: response.headers.get("content-type") ?? "",
  };
}

const keyFor = (path: string) => (path.endsWith("/collect") ? writeKey : key);
const headersFor = (path: string, contentType?: string): Record<string, string> => ({
  authorization: `Bearer ${keyFor(path)}`,
  ...(contentType ? { "content-type": contentType } : {}),
});

/** The path with its parameters, in turn our own lead's, somebody else's, and values by schema. */
function filled(path: string, operation: ApiOperation, turn: number): string {
  const query = new URLSearchParams();
  let whole = path;
  for (const parameter of operation.parameters ?? []) {
    const [value] = fc.sample(valuesOf(parameter.schema ?? {}, schemas), { numRuns: 1, seed: turn });
    if (parameter.in === "path") {
      const id = parameter.name === "id" ? [ownLead, othersLead, String(value)][turn % 3]! : String(value);
      whole = whole.replace(`{${parameter.name}}`, encodeURIComponent(id));
    } else if (parameter.in === "query" && turn % 2 === 0) query.set(parameter.name, String(value));
  }
  const search = query.toString();
  return search === "" ? whole : `${whole}?${search}`;
}

describe.each(operations)("$name", ({ path, method, operation }) => {
  const [contentType, media] = bodyOf(operation) ?? [];
  const isJson = contentType?.includes("json") ?? false;

  /** What comes back must be documented, and look as documented. */
  function expectAsDocumented(answer: Answer, told: unknown): void {
    const described = operation.responses[String(answer.status)];
    expect([answer.status, Object.keys(operation.responses)], JSON.stringify(told)).toEqual([
      answer.status,
      expect.arrayContaining([String(answer.status)]),
    ]);
    const schema = described?.content?.["application/json"]?.schema;
    if (!schema || answer.text === "") return;
    const check = validator(schema);
    const value = JSON.parse(answer.text) as unknown;
    expect(
      [check(value), check.errors ?? null],
      `${answer.text.slice(0, 500)}\n${JSON.stringify(told)}`,
    ).toEqual([true, null]);
  }

  it("answers what the document takes with what the document says", async () => {
    const bodies =
      media && isJson ? fc.sample(valuesOf(media.schema ?? {}, schemas), { numRuns: 40, seed: 8 }) : [];
    const turns = bodies.length > 0 ? bodies : Array.from({ length: 12 }, () => undefined);
    for (const [turn, body] of turns.entries()) {
      const answer = await send({
        ...{ method, path: filled(path, operation, turn), headers: headersFor(path, contentType) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(answer.status, JSON.stringify(body)).not.toBe(500);
      expectAsDocumented(answer, body);
      expect(answer.text).not.toContain(SECRET);
    }
  });

  it("takes its own example", async () => {
    if (!media || media.example === undefined || !isJson) return;
    const answer = await send({
      ...{ method, path: filled(path, operation, 0), headers: headersFor(path, contentType) },
      body: JSON.stringify(media.example),
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    expectAsDocumented(answer, media.example);
  });

  it("refuses what the document does not take, and says where", async () => {
    // What SendGrid sends is signed: unsigned it is refused before anybody reads it.
    if (!media?.schema || !isJson || path.endsWith("/sendgrid")) return;
    const check = validator(media.schema);
    const wrong = fc
      .sample(fc.tuple(valuesOf(media.schema, schemas), fc.jsonValue({ maxDepth: 2 }), fc.nat()), {
        numRuns: 60,
        seed: 9,
      })
      .map(([valid, other, place]) => spoilt(valid, other, place))
      .filter((body) => !check(body));
    expect(wrong.length).toBeGreaterThan(10);
    for (const [turn, body] of wrong.entries()) {
      const answer = await send({
        ...{ method, path: filled(path, operation, turn * 3), headers: headersFor(path, contentType) },
        body: JSON.stringify(body),
      });
      const value = JSON.parse(answer.text || "{}") as {
        error?: { issues: unknown[] };
        results?: { status?: string; result?: string }[];
      };
      const isRefusedByItem =
        answer.status < 300 && value.results?.some(({ status, result }) => (status ?? result) === "rejected");
      if (!isRefusedByItem) {
        expect([answer.status, JSON.stringify(body), answer.text]).toEqual([
          400,
          expect.anything(),
          expect.anything(),
        ]);
        expect(value.error?.issues.length).toBeGreaterThan(0);
      }
      expectAsDocumented(answer, body);
    }
  });
});

/** One thing of it is another, is missing, or is too much. */
function spoilt(value: unknown, other: unknown, place: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return other;
  const names = Object.keys(value);
  const name = names[place % Math.max(1, names.length)];
  if (name === undefined || place % 4 === 0) return { ...value, surely_not_a_field: other };
  if (place % 4 === 1) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  if (place % 4 === 2) return { ...value, [name]: other };
  return { ...value, [name]: spoilt((value as Record<string, unknown>)[name], other, place >> 2) };
}

const NASTY_TEXTS = [
  "",
  "\u0000",
  "' OR 1=1; DROP TABLE leads; --",
  "$\u007bjndi:ldap://x}",
  "../../../../etc/passwd",
  "<script>alert(1)</script>",
  "\ud800",
  "%00%ff%",
  "NaN",
  "-1e400",
  "1".repeat(5_000),
  "💥".repeat(200),
  "__proto__",
  "constructor",
] as const;

const nastyText = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** JSON that is none, or that nobody would send. */
const nastyBody = fc.oneof(
  fc.constantFrom(
    ...["", "{", "[", "null", "true", "42", '"text"', "{}", "[]", "{]", "undefined", "\ufeff{}"],
    ...["[".repeat(500), `${"[".repeat(100)}${"]".repeat(100)}`, `${'{"a":'.repeat(60)}1${"}".repeat(60)}`],
    ...[
      '{"__proto__":{"admin":true}}',
      '{"events":{"length":1e9}}',
      '{"events":[null,[],{},1,"x"]}',
      '{"leads":"x"}',
    ],
    ...[
      '{"lead":null}',
      '{"lead":{"email":{}}}',
      '{"signals":{"seniority":1e999}}',
      '{"as_of":"9999999-01-01"}',
    ],
  ),
  nastyText,
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  fc
    .dictionary(
      fc.constantFrom("lead", "leads", "events", "outcomes", "signals", "as_of", "email", "__proto__"),
      fc.jsonValue({ maxDepth: 3 }),
    )
    .map((value) => JSON.stringify(value)),
);

const nastyRequest = fc.record({
  operation: fc.constantFrom(...operations),
  body: nastyBody,
  parameter: nastyText,
  method: fc.constantFrom(null, null, null, null, null, "PUT", "DELETE", "PATCH", "GET", "POST", "OPTIONS"),
  type: fc.constantFrom(
    ...[
      null,
      null,
      null,
      "text/plain",
      "text/csv",
      "application/xml",
      "application/json; charset=utf-16",
      "multipart/form-data",
      "x",
    ],
  ),
  auth: fc.constantFrom("own", "own", "own", "own", "none", "wrong", "basic", "empty", "nul"),
  tail: fc.constantFrom(
    "",
    "",
    "",
    "",
    "/",
    "//",
    "/%2e%2e/",
    "?x=%",
    "?limit=-1",
    "?cursor=%00",
    "?limit=1e9&cursor=abc",
    "?source=enrichment&x=1",
  ),
  extra: fc.constantFrom<Record<string, string>>(
    {},
    {},
    {},
    { "content-encoding": "gzip" },
    { "x-forwarded-for": "' OR 1" },
    { accept: "text/xml" },
    { dnt: "1" },
    { range: "bytes=0-1" },
  ),
});

const AUTH: Readonly<Record<string, (path: string) => string | null>> = {
  own: (path) => `Bearer ${keyFor(path)}`,
  none: () => null,
  wrong: () => "Bearer fc_0000000000000000000000000000000000000000",
  basic: () => "Basic YWRtaW46YWRtaW4=",
  empty: () => "Bearer ",
  nul: () => `Bearer ${"x".repeat(6_000)}`,
};

/** What would tell somebody how we are made, or what a neighbour has. */
const LEAKS = new RegExp(
  [
    SECRET,
    "prisma",
    "pg_",
    "postgres",
    "at Object\\.",
    "node_modules",
    "\\.ts:\\d",
    "SELECT ",
    "INSERT ",
    "violates",
    "stack",
  ].join("|"),
  "i",
);

it(`answers ${MALFORMED} malformed requests: no 500, no hang, no leak, one shape of errors`, async () => {
  const requests = fc.sample(nastyRequest, { numRuns: MALFORMED, seed: 10 });
  const statuses = new Map<number, number>();
  let next = 0;
  const work = async () => {
    for (let at = next++; at < requests.length; at = next++) {
      const { operation, body, parameter, type, auth, tail, extra, method } = requests[at]!;
      const [usualType] = bodyOf(operation.operation) ?? [];
      const path = `${operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(parameter.toWellFormed()) || "%20")}${tail}`;
      const authorization = AUTH[auth]!(operation.path);
      const sent: Sent = {
        ...{ method: method ?? operation.method, path, body },
        headers: {
          ...extra,
          ...(authorization === null ? {} : { authorization }),
          ...((type ?? usualType) ? { "content-type": (type ?? usualType)! } : {}),
        },
      };
      const answer = await send(sent);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const told = JSON.stringify(sent).slice(0, 600);
      expect([answer.status >= 500, told, answer.text]).toEqual([false, told, answer.text]);
      // What was sent may come back in a message; only what was not sent can leak.
      if (!LEAKS.test(told)) expect([LEAKS.exec(answer.text)?.[0] ?? null, told]).toEqual([null, told]);
      if (answer.status < 400) continue;
      expect([answer.type, told]).toEqual([expect.stringContaining("application/json"), told]);
      expect(JSON.parse(answer.text), told).toEqual({
        error: {
          ...{
            code: expect.stringMatching(/^[a-z_]+$/),
            message: expect.stringMatching(/\S/),
            issues: expect.any(Array),
          },
          request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(MALFORMED);
  // They are wrong in many ways, and some are right after all.
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([400, 401, 404, 405, 415]));
  // After all of it the service is as well as before.
  expect(
    (await send({ method: "GET", path: "/api/v1/key", headers: headersFor("/api/v1/key") })).status,
  ).toBe(200);
}, 240_000);

it("survives bytes that are no HTTP", async () => {
  const bytes = [
    "GET\r\n\r\n",
    "POST /api/v1/score HTTP/9.9\r\n\r\n",
    "\u0000\u0001\u0002",
    `GET / HTTP/1.1\r\nhost: x\r\n${"a: b\r\n".repeat(5_000)}\r\n`,
  ];
  for (const text of bytes)
    await new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.end(text));
      socket.on("data", () => {});
      socket.on("close", () => resolve());
      socket.on("error", () => resolve());
    });
  expect(
    (await send({ method: "GET", path: "/api/v1/key", headers: headersFor("/api/v1/key") })).status,
  ).toBe(200);
});

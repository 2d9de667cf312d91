import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKey } from "@/lib/modules/keys/mutations";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { createApi } from "./app";

testDatabase();

/** As the server answers it: from Node's own messages, which the API reads directly. */
let server: Server;
let url: string;
let port: number;
let key: string;

beforeAll(async () => {
  server = createServer(getRequestListener(createApi().fetch));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
  url = `http://127.0.0.1:${port}/api/v1/score`;
  const { tenantId } = await createWorkspace({ name: "Served" });
  const wish = {
    kind: "secret" as const,
    name: "x",
    scopes: ["score" as const],
    limitPerMinute: 1_000,
    expiresAt: null,
  };
  const { made } = await withTenant(tenantId, (tx) =>
    createKey(tx, tenantId, wish, { actorId: null, now: new Date() }),
  );
  key = made.text;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const headers = () => ({ authorization: `Bearer ${key}`, "content-type": "application/json" });

/** What comes back for these bytes, until the server ends the connection. */
function raw(head: readonly string[], body: string, isCutOff = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += String(chunk)));
    socket.on("end", () => resolve(text));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
    const lines = [
      "POST /api/v1/score HTTP/1.1",
      "host: x",
      `authorization: Bearer ${key}`,
      "content-type: application/json",
      ...head,
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
    if (isCutOff) socket.end();
  });
}

describe("the API as it is served", () => {
  it("answers with its headers, its length and the request's id", async () => {
    const response = await fetch(url, { method: "POST", headers: headers(), body: '{"signals":{}}' });
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { request_id: string };
    expect(response.headers.get("x-request-id")).toBe(answer.request_id);
    expect(response.headers.get("ratelimit-policy")).toBe('"minute";q=1000;w=60');
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(100);
  });

  it("reads text of any alphabet that comes in pieces", async () => {
    const body = JSON.stringify({
      lead: { email: "ø@b.example", company: "Ål & Co 株式会社", job_title: "CEO" },
    });
    const bytes = Buffer.from(body);
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const init = { method: "POST", headers: headers(), body: stream, duplex: "half" } as RequestInit;
    expect((await fetch(url, init)).status).toBe(200);
  });

  it.each([
    ["a body that announces too much", [`content-length: ${10 ** 9}`], ""],
    [
      "one that does not say how long it is",
      ["transfer-encoding: chunked"],
      `80000\r\n${"x".repeat(0x80000)}\r\n0\r\n\r\n`,
    ],
  ])("refuses %s before it is kept", async (_, head, body) => {
    const text = await raw([...head, "connection: close"], body);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toContain('"code":"too_large"');
  });

  it("outlives a caller who hangs up in the middle", async () => {
    await raw(["content-length: 500"], '{"sig', true);
    const response = await fetch(url, { method: "POST", headers: headers(), body: '{"signals":{}}' });
    expect(response.status).toBe(200);
  });

  it("answers nonsense in the shape of every error", async () => {
    for (const [init, status] of [
      [{ body: "{" }, 400],
      [{ body: "{}", headers: { ...headers(), authorization: "Bearer x" } }, 401],
      [{ body: "x", headers: { ...headers(), "content-type": "text/csv" } }, 415],
    ] as const) {
      const response = await fetch(url, { method: "POST", headers: headers(), ...init });
      expect(response.status).toBe(status);
      const { error } = (await response.json()) as { error: { request_id: string } };
      expect(response.headers.get("x-request-id")).toBe(error.request_id);
    }
  });
});

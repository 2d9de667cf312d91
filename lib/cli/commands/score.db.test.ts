import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { createApi } from "@/lib/api/app";
import { ANSWER_EXAMPLE, EXAMPLE } from "@/lib/api/score-batch";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { testKey } from "@/lib/testing/api-key";
import { testDatabase } from "@/lib/testing/database";
import { firstcallCommand } from "@/lib/testing/firstcall-command";

const database = testDatabase();
let tenantId: string;

beforeAll(async () => {
  tenantId = (await createWorkspace({ name: "Piped" })).tenantId;
  const now = new Date();
  await withTenant(tenantId, (tx) =>
    ingestLeads(tx, tenantId, [{ externalId: "A1", createdAt: now, fields: { email: "ada@firm.example" } }], {
      ...{ knownFrom: "always", source: "test", now },
    }),
  );
});

const firstcall = (args: readonly string[], input?: string) =>
  firstcallCommand(database, ["score", ...args], input);

const PIPED = ["--workspace", "Piped"];
const isScored = () =>
  withTenant(tenantId, async (tx) => (await tx.lead.findFirstOrThrow()).scoreVersion !== null);

it("scores what comes through a pipe as the API does, and leaves the workspace's leads alone", async () => {
  const piped = await firstcall(PIPED, EXAMPLE);
  expect(piped).toMatchObject({ code: 0, out: ANSWER_EXAMPLE });
  expect(piped.err).toContain("2 rows scored by Rules v1, 0 with an error");
  const body = "email,company,job_title\nann@firm.example,Firm,VP Sales\nbo@firm.example,,CEO\n";
  const response = await createApi().request("/api/v1/score/batch", {
    method: "POST",
    headers: { authorization: `Bearer ${await testKey(tenantId, ["score"])}`, "content-type": "text/csv" },
    body,
  });
  const leads = await firstcall(PIPED, body);
  expect(leads.out).toBe(await response.text());
  expect(leads.code).toBe(1);
  expect(await isScored()).toBe(false);
  const parts = await withTenant(tenantId, (tx) => tx.predictionBatch.findMany({ where: { keyId: null } }));
  expect(parts.map(({ rows, failed, isLast }) => [rows, failed, isLast]).sort()).toEqual([
    [2, 0, true],
    [2, 1, true],
  ]);
}, 60_000);

it("reads a file, and says what is wrong with it before anything goes out", async () => {
  const folder = mkdtempSync(join(tmpdir(), "firstcall-test-"));
  try {
    const file = join(folder, "leads.csv");
    writeFileSync(file, EXAMPLE);
    expect(await firstcall([...PIPED, "--file", file])).toMatchObject({ code: 0, out: ANSWER_EXAMPLE });
    writeFileSync(file, "a,b\n1,2\n");
    const refused = await firstcall([...PIPED, "--file", file]);
    expect(refused).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("No column of this file"),
    });
    expect((await firstcall([...PIPED, "--file", join(folder, "none")])).code).toBe(2);
    expect((await firstcall([...PIPED, "--leads", "--file", file])).code).toBe(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

it("scores the workspace's leads where nothing is given, and where it is told to", async () => {
  for (const [args, input] of [
    [["--leads"], EXAMPLE],
    [[], undefined],
    [[], ""],
  ] as const) {
    const { code, out } = await firstcall([...PIPED, ...args], input);
    expect([code, out]).toEqual([0, expect.stringContaining("Rules v1: 1 leads scored")]);
    expect(await isScored()).toBe(true);
  }
}, 60_000);

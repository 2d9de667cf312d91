import { beforeAll, expect, it } from "vitest";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
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

const firstcall = (args: readonly string[], input: string) => firstcallCommand(database, args, input);

const line = (event: object) => JSON.stringify(event);
const ASKED = { id: "crm-1", type: "demo_requested", email: "ada@firm.example" };

it("stores events from a pipe, once, says what is wrong by line, and scores their leads", async () => {
  const input = [
    line(ASKED),
    "",
    "{oops",
    line({ ...ASKED, id: "crm-2", email: "nobody@else.example" }),
    line(ASKED),
  ].join("\n");
  const first = await firstcall(["events", "--workspace", "Piped"], input);
  expect(first.err).toContain("line 3: is not JSON");
  expect(first.err).toContain("line 4: email is not known; send the lead first");
  expect(first.err).toContain("1 event stored, 1 known already, 2 rejected");
  expect(first.code).toBe(1);
  const again = await firstcall(["events", "--workspace", "Piped", "--json"], line(ASKED));
  expect(JSON.parse(again.out)).toEqual({ line: 1, status: "duplicate", id: "crm-1" });
  expect(again.code).toBe(0);
  const [stored, lead] = await withTenant(tenantId, async (tx) => [
    await tx.event.count({ where: { type: "demo_requested" } }),
    await tx.lead.findFirstOrThrow(),
  ]);
  expect(stored).toBe(1);
  expect(lead.scoreTotal).toBeGreaterThan(0);
}, 60_000);

it("says how it is called where the call is wrong", async () => {
  expect(await firstcall(["events"], "")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--workspace is missing"),
  });
  expect(await firstcall(["events", "--workspace", "None such"], "")).toMatchObject({ code: 2 });
}, 60_000);

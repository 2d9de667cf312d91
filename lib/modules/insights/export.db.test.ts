import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { causeRef } from "@/lib/core/scoring/causes";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import type { LeadRecord } from "@/lib/modules/ingestion/types";
import { rescoreAll } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { ROLES } from "@/lib/platform/auth/roles";
import { sealSession } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { testDatabase } from "@/lib/testing/database";
import { type TestMember, testMember } from "@/lib/testing/people";
import { unzip } from "@/lib/testing/unzip";
import { GET } from "../../../app/(app)/insights/export/route";
import { countJob } from "./jobs";

const cookie = vi.hoisted(() => ({ token: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (cookie.token ? { value: cookie.token } : undefined) }),
  headers: async () => new Headers(),
}));
vi.mock("@/lib/platform/clock", () => ({ now: () => new Date("2026-11-20T10:00:00Z") }));

testDatabase();

const NOW = new Date("2026-11-20T10:00:00Z");
const DAY = 86_400_000;

async function signIn(member: TestMember): Promise<void> {
  cookie.token = await sealSession({ ...member, sessionEpoch: 0 }, 400 * DAY);
}

/** A counted workspace whose leads came 200 days ago and ended like this. */
async function workspace(name: string, ends: readonly ("positive" | "negative" | null)[]): Promise<string> {
  const { tenantId } = await createWorkspace({ name });
  const leads = ends.map(
    (value, n): LeadRecord => ({
      externalId: `L-${n}`,
      createdAt: new Date(NOW.getTime() - (value === null ? 10 : 200) * DAY),
      fields: { job_title: n % 2 === 0 ? "CEO" : "Buyer", employees: 10 * n, source: "=Webinar" },
      ...(value === null
        ? {}
        : {
            status: value === "positive" ? "won" : "lost",
            outcome: { kind: "won_deal", value, decidedAt: new Date(NOW.getTime() - 180 * DAY) },
          }),
    }),
  );
  if (leads.length > 0) {
    await withTenant(tenantId, (tx) =>
      ingestLeads(tx, tenantId, leads, { knownFrom: "always", source: "file.csv", now: NOW }),
    );
    await rescoreAll(tenantId, { moment: NOW, cause: causeRef("imported") });
  }
  await countJob({ tenantId }, { signal: new AbortController().signal });
  await signIn(await testMember(tenantId, "leader"));
  return tenantId;
}

async function download(search = "") {
  const answer = await GET(new NextRequest(`http://localhost/insights/export${search}`));
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const times = <T>(count: number, value: T): T[] => Array(count).fill(value);

beforeEach(() => {
  cookie.token = undefined;
});

describe("taking insights along", () => {
  it("gives a file a chart and a text that says what they are of, and is on record", async () => {
    const tenantId = await workspace("Fjord", [
      ...times(30, "positive" as const),
      ...times(50, "negative" as const),
    ]);
    const { answer, bytes } = await download("?period=all");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toMatch(/-insights-2026-11-20\.zip"$/);
    const files = unzip(bytes);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        "about.txt",
        "tier-capture.csv",
        "bands.csv",
        "sources.csv",
        "speed-by-team.csv",
      ]),
    );
    expect(files.get("about.txt")!.toString()).toMatch(/^Fjord: all months\.\n(.+\n)+/);
    const bands = files.get("bands.csv")!.toString().trim().split("\r\n");
    expect(bands.at(-1)!.split(",").slice(0, 3)).toEqual(["All", "80", "1"]);
    // What a spreadsheet would run is text.
    expect(files.get("sources.csv")!.toString()).toContain("'=Webinar");
    const entry = await withTenant(tenantId, (tx) =>
      tx.auditEntry.findFirst({ where: { action: "insights.exported" } }),
    );
    expect(entry?.details).toEqual({ filter: "?period=all" });
  });

  it("holds no nonsense where all won, none did, or nothing is decided", async () => {
    for (const [name, ends] of [
      ["All won", times(60, "positive" as const)],
      ["None won", times(60, "negative" as const)],
      ["Young", times(40, null)],
      ["One", times(1, "positive" as const)],
    ] as const) {
      await workspace(name, ends);
      const { answer, bytes } = await download();
      expect(answer.status, name).toBe(200);
      for (const [file, content] of unzip(bytes))
        expect(content.toString(), `${name}: ${file}`).not.toMatch(
          /NaN|Infinity|undefined|\bnull\b|\[object/,
        );
    }
  });

  it("says so where there is nothing to take yet", async () => {
    await workspace("Empty", []);
    const { answer, bytes } = await download();
    expect(answer.status).toBe(404);
    expect(bytes.toString()).toMatch(/no figures to take along yet/);
  });

  it("every role may, somebody who is not signed in may not, and nobody gets another workspace's", async () => {
    const tenantId = await workspace("Roles", times(40, "negative" as const));
    for (const role of ROLES) {
      await signIn(await testMember(tenantId, role));
      expect((await download()).answer.status, role).toBe(200);
    }
    cookie.token = undefined;
    expect((await download()).answer.status).toBe(401);
    await workspace("Other", times(35, "positive" as const));
    expect(
      unzip((await download()).bytes)
        .get("about.txt")!
        .toString(),
    ).toMatch(/^Other: /);
  });
});

import { describe, expect, it } from "vitest";
import { type CompactVector, compactVector } from "@/lib/core/scoring/vector-json";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { createKey } from "@/lib/modules/keys/mutations";
import { erasePerson, findPerson } from "@/lib/modules/workspace-data/erasure";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { startApiProcess } from "@/lib/testing/api-process";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { hashedEmail, inputsText, openPredictionLog } from "./log";
import type { Prediction } from "./types";

testDatabase();

const NOW = new Date("2026-11-21T10:00:00Z");
const INPUTS = {
  ...{ m: NOW.getTime(), v: { pricing_views_7d: 0.1 + 0.2, source_channel: 'a "b" \\ c' } },
  a: { pricing_views_7d: 1 / 3 },
};
const prediction = (tenantId: string, more: Partial<Prediction> = {}): Prediction => ({
  ...{ tenantId, id: newId(), createdAt: NOW, keyId: null, source: "score", scorerId: newId() },
  ...{
    scorerVersion: "Rules v1",
    scorerHash: "h",
    emailHash: null,
    total: 12,
    unrounded: 12.25,
    margin: 12.25,
  },
  ...{ probability: null, band: "suppress", latencyUs: 250 },
  moment: NOW.getTime(),
  inputs: JSON.stringify(INPUTS),
  ...more,
});

describe("the log of predictions", () => {
  it("writes what several workspaces wait for together, each under its own, bits and all", async () => {
    const log = openPredictionLog();
    const [one, two] = [
      (await createWorkspace({ name: "One" })).tenantId,
      (await createWorkspace({ name: "Two" })).tenantId,
    ];
    const sent = [one, two, one].map((tenantId) => prediction(tenantId));
    await Promise.all(sent.map(log));
    const rows = await withTenant(one, (tx) => tx.prediction.findMany({ orderBy: { id: "asc" } }));
    expect(rows.map(({ id }) => id)).toEqual([sent[0]?.id, sent[2]?.id]);
    expect(rows[0]?.inputs).toEqual(INPUTS);
    expect(rows[0]).toMatchObject({ unrounded: 12.25, createdAt: NOW, moment: NOW, tenantId: one });
    expect(await withTenant(two, (tx) => tx.prediction.count())).toBe(1);
  });

  it("keeps what is unknown unknown, floats to the bit, and a name that would end its line", async () => {
    const { tenantId } = await createWorkspace({ name: "Odd" });
    const odd = prediction(tenantId, {
      ...{ scorerVersion: "Model\u001Ev\u001F2", band: 'très chaud, "1"', unrounded: 0.1 + 0.2 },
      ...{ margin: null, probability: 1 / 3, keyId: null, emailHash: null },
    });
    await openPredictionLog()(odd);
    const [row] = await withTenant(tenantId, (tx) => tx.prediction.findMany());
    expect(row).toMatchObject({
      ...{ scorerVersion: "Model v 2", band: odd.band, unrounded: 0.1 + 0.2, margin: null },
      ...{ probability: 1 / 3, keyId: null, emailHash: null, id: odd.id },
    });
  });

  it("makes the month it needs", async () => {
    const { tenantId } = await createWorkspace({ name: "Later" });
    const later = new Date("2027-09-01T00:00:00Z");
    await openPredictionLog()(prediction(tenantId, { createdAt: later }));
    expect(await withTenant(tenantId, (tx) => tx.prediction.count({ where: { createdAt: later } }))).toBe(1);
  });

  it("does not let what was answered be changed", async () => {
    const { tenantId } = await createWorkspace({ name: "Kept" });
    await openPredictionLog()(prediction(tenantId));
    const change = withTenant(tenantId, (tx) => tx.prediction.updateMany({ data: { total: 99 } }));
    await expect(change).rejects.toThrow(/permission denied/);
  });

  it("forgets a person who is erased, by their address in any spelling, and nobody else", async () => {
    const { tenantId } = await createWorkspace({ name: "Erasing" });
    const { userId } = await testMember(tenantId, "admin");
    const log = openPredictionLog();
    for (const email of [" Ann@Firm.example", "joann@firm.example"])
      await log(prediction(tenantId, { emailHash: hashedEmail(tenantId, email) }));
    await withTenant(tenantId, async (tx) => {
      const fields = { email: "ann@firm.example" };
      await ingestLeads(tx, tenantId, [{ fields }], { knownFrom: "always", source: "test", now: NOW });
      const found = await findPerson(tx, tenantId, "ann@firm.example");
      expect(await erasePerson(tx, { tenantId, userId }, found, "asked")).toEqual({ ok: true });
      expect(await tx.prediction.findMany({ select: { emailHash: true } })).toEqual([
        { emailHash: hashedEmail(tenantId, "joann@firm.example") },
      ]);
    });
  });

  it("keeps the signals as the compact vector, to the bit, and no address that stands in one", () => {
    const values = {
      ...{ pricing_views_7d: 0.1 + 0.2, decision_maker: false, seniority: null, trial_started: false },
      ...{ source_channel: 'a "b" \\ c', company_size_log: Math.log1p(7), site_visits_30d: 0 },
    };
    const vector = { moment: NOW.getTime(), values, ages: { pricing_views_7d: 1 / 3 } };
    const plain = JSON.parse(inputsText(vector, DEFAULT_SIGNALS)) as CompactVector;
    expect(plain).toEqual(compactVector(vector, DEFAULT_SIGNALS));
    const odd = { ...vector, values: { ...values, source_channel: "told by joe@firm.example" } };
    const kept = JSON.parse(inputsText(odd, DEFAULT_SIGNALS)) as CompactVector;
    expect(kept.v.source_channel).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

it("loses no answered prediction when the web process is killed under load", async () => {
  const { tenantId } = await createWorkspace({ name: "Killed" });
  const wish = {
    kind: "secret" as const,
    name: "Load",
    scopes: ["score" as const],
    limitPerMinute: 1_000_000,
    expiresAt: null,
  };
  const { made } = await withTenant(tenantId, (tx) =>
    createKey(tx, tenantId, wish, { actorId: null, now: new Date() }),
  );
  const answered: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const api = await startApiProcess();
    const ended = new Promise((resolve) => api.process.once("exit", resolve));
    const enough = answered.length + 300;
    const caller = async () => {
      for (;;) {
        const response = await fetch(`${api.url}/api/v1/score`, {
          method: "POST",
          headers: { authorization: `Bearer ${made.text}`, "content-type": "application/json" },
          body: JSON.stringify({ signals: { pricing_views_7d: answered.length % 7 } }),
        });
        const body = (await response.json()) as { request_id: string };
        expect(response.status).toBe(200);
        answered.push(body.request_id);
        if (answered.length === enough) api.process.kill("SIGKILL");
      }
    };
    const callers = await Promise.allSettled(Array.from({ length: 24 }, caller));
    await ended;
    // Each was cut off in the middle of a request, and by nothing else.
    for (const { status, reason } of callers as PromiseRejectedResult[]) {
      expect(status).toBe("rejected");
      expect(String(reason)).toMatch(/fetch failed|terminated|socket/);
    }
  }
  const rows = await withTenant(tenantId, (tx) => tx.prediction.findMany({ select: { id: true } }));
  const kept = new Set(rows.map(({ id }) => id));
  expect(answered.length).toBeGreaterThanOrEqual(600);
  expect(answered.filter((id) => !kept.has(id))).toEqual([]);
  expect(new Set(answered).size).toBe(answered.length);
}, 60_000);

import { beforeAll, describe, expect, it } from "vitest";
import { OUTCOME_PRESETS } from "@/lib/core/outcomes/presets";
import { ensurePartitions } from "@/lib/modules/ingestion/partitions";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { testMember } from "@/lib/testing/people";
import { outcomeInUse } from "./outcome-in-use";
import { getVerdict } from "./verdict";

testDatabase();

const DAY = 86_400_000;
const NOW = new Date("2026-11-17T10:00:00Z");
/** In March, and so long ago that 90 days have passed. */
const MARCH = new Date("2026-03-02T08:00:00Z");
/** Every lead is overridden, or looked at, five days after its creation. */
const AGE = 5 * DAY;

let tenantId: string;
let manager: string;

interface Wanted {
  readonly score?: number;
  readonly version?: string;
  readonly created?: Date;
  /** positive: won 30 days after creation; undecided: open. */
  readonly outcome?: "positive" | "negative" | "undecided";
  readonly closedDays?: number;
  readonly override?: "raised" | "lowered" | "requested";
}

async function makeLead(tx: TenantTx, wanted: Wanted): Promise<void> {
  const {
    score = 40,
    version = "Rules v1",
    created = MARCH,
    outcome = "negative",
    closedDays = 30,
    override,
  } = wanted;
  const id = newId();
  const closedAt = outcome === "undecided" ? null : new Date(created.getTime() + closedDays * DAY);
  const status = { positive: "won", negative: "lost", undecided: "working" }[outcome];
  await tx.lead.create({ data: { tenantId, id, status, createdAt: created, closedAt } });
  await tx.outcome.create({
    data: { tenantId, id: newId(), leadId: id, kind: "won_deal", value: outcome, decidedAt: closedAt },
  });
  const history = (days: number, total: number) => ({
    ...{ tenantId, leadId: id, total, unrounded: total, band: "warm", scoreVersion: version, scoreHash: "x" },
    ...{ scorerId: newId(), vector: {}, cause: {} },
    scoredOn: new Date(created.getTime() + days * DAY),
    moment: new Date(created.getTime() + days * DAY),
  });
  // Another score before and after the one that was in force at that age.
  await tx.scoreHistory.createMany({ data: [history(0, 5), history(3, score), history(8, 95)] });
  if (!override) return;
  const at = new Date(created.getTime() + AGE);
  await tx.override.create({
    data: {
      ...{
        tenantId,
        id: newId(),
        leadId: id,
        kind: "score",
        score: 75,
        effectiveScore: 75,
        effectiveBand: "hot",
      },
      ...{ machineScore: score, machineBand: "warm", scoreVersion: version, reason: "Long enough a reason." },
      ...{ category: "timing", days: 14, createdAt: at, decidedBy: manager },
      direction: override === "lowered" ? "lowered" : "raised",
      ...(override === "requested"
        ? { status: "requested" }
        : {
            status: "expired",
            startedAt: at,
            expiresAt: new Date(at.getTime() + 14 * DAY),
            endedAt: closedAt ?? at,
          }),
    },
  });
}

beforeAll(async () => {
  ({ tenantId } = await createWorkspace({ name: "Judged", timeZone: "Europe/Oslo" }));
  manager = (await testMember(tenantId, "manager")).userId;
  await withTenant(
    tenantId,
    async (tx) => {
      await ensurePartitions(tx, MARCH, NOW);
      const make = async (count: number, wanted: Wanted) => {
        for (let made = 0; made < count; made += 1) await makeLead(tx, wanted);
      };
      await make(20, { override: "raised", outcome: "positive" });
      await make(12, { override: "raised" });
      // Alike: the same month and version, at most three points apart.
      await make(10, { outcome: "positive", score: 43 });
      await make(20, { score: 37 });
      await make(10, { override: "requested" });
      // Not alike: another score, version or month; closed by that age; still undecided; not 90 days ago.
      await make(9, { outcome: "positive", score: 44 });
      await make(9, { outcome: "positive", version: "Rules v2" });
      await make(9, { outcome: "positive", created: new Date("2026-04-02T08:00:00Z") });
      await make(9, { outcome: "positive", closedDays: 4 });
      await make(9, { outcome: "undecided" });
      await make(3, { override: "raised", outcome: "positive", created: new Date("2026-10-02T08:00:00Z") });
      await make(2, { override: "raised", outcome: "undecided" });
      await make(4, { override: "lowered", score: 80 });
    },
    { timeoutMs: 60_000 },
  );
});

describe("were we right", () => {
  const verdict = () =>
    withTenant(tenantId, (tx) =>
      getVerdict(tx, {
        ...{ tenantId, timeZone: "Europe/Oslo", now: NOW },
        outcome: { ...OUTCOME_PRESETS.won_deal, anchor: "prediction_moment" },
      }),
    );

  it("compares matured overrides with untouched leads of the same score, version, month and age, and no others", async () => {
    const { raised, judged, immature, undecided } = await verdict();
    expect({ judged, immature, undecided }).toEqual({ judged: 36, immature: 3, undecided: 2 });
    expect(raised.all).toMatchObject({
      verdict: "more",
      leftOut: 0,
      figures: { leads: 32, positives: 20, untouched: 40, expected: expect.closeTo(0.25, 9) },
    });
    expect(raised.byManager).toMatchObject([
      { name: expect.stringMatching(/^Test manager/), figures: { leads: 32 } },
    ]);
    expect(raised.byReason).toMatchObject([{ name: "timing", figures: { leads: 32 } }]);
  });

  it("leaves out and counts who has no like", async () => {
    expect((await verdict()).lowered.all).toEqual({
      name: "All",
      verdict: "too_few",
      leftOut: 4,
      figures: null,
    });
  });

  it("says the same whenever it is asked", async () => {
    expect(await verdict()).toEqual(await verdict());
  });

  it("asks about the outcome most recorded where no model was taught another", async () => {
    expect(await withTenant(tenantId, (tx) => outcomeInUse(tx, tenantId))).toEqual({
      ...OUTCOME_PRESETS.won_deal,
      anchor: "prediction_moment",
    });
  });
});

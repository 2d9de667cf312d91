import { beforeAll, describe, expect, it } from "vitest";
import { RULES_DEFAULT_BANDS } from "@/lib/core/scoring/bands";
import { globalDb, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testDatabase } from "@/lib/testing/database";
import { getLeadPage, preferIndexes } from "./data";
import { getBandCounts, getSources, getViewCounts } from "./data-context";
import { EMPTY_QUERY, type LeadQuery, type LeadView, SORT_KEYS, type SortKey } from "./query-url";
import type { ListScope } from "./types";

testDatabase();

const NOW = new Date("2026-11-20T12:00:00Z");
const A = newId();
const B = newId();
const ME = newId();
const OTHER = newId();
const LEADS_A = 137;
const SIZE = 10;

interface Stored {
  id: string;
  external_id: string;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  source: string | null;
  status: string;
  owner_id: string | null;
  created_at: string | null;
  last_activity_at: string | null;
  score_updated_on: string;
  score_total: number;
  score_unrounded: number;
  score_margin: number;
  effective_score: number;
  effective_band: string;
}

/** Leads full of ties and gaps: every value occurs many times, and the ids are in no order. */
function makeLeads(count: number, seed: number): Stored[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(items: readonly T[]): T => items[next(items.length)]!;
  const day = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const score = pick([3, 25, 25, 41, 41, 41, 72, 88]);
    const unrounded = score + pick([0, 0, 0.25]);
    const hex = next(2 ** 32)
      .toString(16)
      .padStart(8, "0");
    return {
      id: `${hex}-0000-7000-8000-${String(index).padStart(12, "0")}`,
      external_id: `X-${index}`,
      first_name: pick(["Ann", "Bo", null]),
      last_name: pick(["Öberg", "Smith", "smith", null]),
      company: pick(["Nordhem", "100% Cotton_Co", null]),
      source: pick(["web", "events", null]),
      status: pick(["new", "working", "qualified", "won", "lost"]),
      owner_id: pick([ME, OTHER, null, null]),
      created_at: pick([day(1), day(1), day(40), null]),
      last_activity_at: pick([day(2), day(45), null]),
      score_updated_on: day(pick([0, 1])),
      score_total: score,
      score_unrounded: unrounded,
      score_margin: unrounded + pick([0, 0, 7]),
      effective_score: score,
      effective_band: score >= 70 ? "hot" : score >= 40 ? "warm" : score >= 20 ? "nurture" : "suppress",
    };
  });
}

const leadsA = makeLeads(LEADS_A, 7);

async function insert(tenantId: string, leads: readonly Stored[]): Promise<void> {
  await withTenant(tenantId, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO leads (tenant_id, id, external_id, first_name, last_name, company, source, status, owner_id, created_at,
                         last_activity_at, score_updated_on, score_total, score_unrounded, score_margin, score_band,
                         effective_score, effective_band)
      SELECT ${tenantId}::uuid, r.id, r.external_id, r.first_name, r.last_name, r.company, r.source, r.status, r.owner_id,
             r.created_at, r.last_activity_at, r.score_updated_on, r.score_total, r.score_unrounded, r.score_margin,
             r.effective_band, r.effective_score, r.effective_band
        FROM jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) AS r(
             id uuid, external_id text, first_name text, last_name text, company text, source text, status text,
             owner_id uuid, created_at timestamptz, last_activity_at timestamptz, score_updated_on timestamptz,
             score_total int, score_unrounded numeric, score_margin float8, effective_score int, effective_band text)`;
  });
}

beforeAll(async () => {
  for (const [id, slug] of [
    [A, "a"],
    [B, "b"],
  ] as const) {
    await globalDb().tenant.create({ data: { id, slug, name: slug } });
  }
  for (const id of [ME, OTHER]) {
    await globalDb().user.create({ data: { id, email: `${id}@example.com`, name: id } });
    for (const tenantId of [A, B])
      await withTenant(tenantId, (tx) =>
        tx.membership.create({ data: { tenantId, userId: id, role: "rep" } }),
      );
  }
  await insert(A, leadsA);
  await insert(B, makeLeads(23, 11));
});

const scopeOf = (tenantId: string): ListScope => ({
  tenantId,
  userId: ME,
  bandSet: RULES_DEFAULT_BANDS,
  now: NOW,
});
const list = (query: LeadQuery, view: LeadView = "all", tenantId = A, size = SIZE) =>
  withTenant(tenantId, async (tx) => {
    await preferIndexes(tx);
    return getLeadPage(tx, scopeOf(tenantId), query, view, size);
  });

async function walk(query: LeadQuery, view: LeadView, tenantId = A): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: LeadQuery["cursor"] = null;
  for (;;) {
    const page = await list({ ...query, cursor }, view, tenantId);
    pages.push(page.rows.map((row) => row.id));
    if (!page.next || pages.length > 50) return pages;
    cursor = { toward: "next", token: page.next };
  }
}

async function walkBack(query: LeadQuery, view: LeadView, from: LeadQuery["cursor"]): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor = from;
  for (;;) {
    const page = await list({ ...query, cursor }, view);
    pages.unshift(page.rows.map((row) => row.id));
    if (!page.previous || pages.length > 50) return pages;
    cursor = { toward: "previous", token: page.previous };
  }
}

/** The promised order, computed without SQL. */
function expectedOrder(leads: readonly Stored[], sort: SortKey, direction: "asc" | "desc"): string[] {
  const name = (lead: Stored) =>
    [lead.last_name, lead.first_name].filter(Boolean).join(" ").toLowerCase() ||
    (lead.company ?? lead.external_id).toLowerCase();
  const values: Record<SortKey, (lead: Stored) => readonly (number | string)[] | null> = {
    score: (lead) => [lead.effective_score, lead.score_unrounded, lead.score_margin],
    name: (lead) => [name(lead)],
    created: (lead) => (lead.created_at ? [lead.created_at] : null),
    activity: (lead) => (lead.last_activity_at ? [lead.last_activity_at] : null),
    scored: (lead) => [lead.score_updated_on],
  };
  const natural = sort === "name" ? "asc" : "desc";
  const idSign = direction === natural ? 1 : -1;
  const sign = direction === "asc" ? 1 : -1;
  const byId = (a: Stored, b: Stored) => (a.id < b.id ? -1 : 1) * idSign;
  return [...leads]
    .sort((a, b) => {
      const [x, y] = [values[sort](a), values[sort](b)];
      if (!x || !y) return x === y || (!x && !y) ? byId(a, b) : x ? -1 : 1;
      for (const [index, value] of x.entries()) {
        const other = y[index]!;
        if (value !== other) return (value < other ? -1 : 1) * sign;
      }
      return byId(a, b);
    })
    .map((lead) => lead.id);
}

const filters: readonly (readonly [string, Partial<LeadQuery>, LeadView, (lead: Stored) => boolean])[] = [
  ["no filter", {}, "all", () => true],
  ["the open view", {}, "open", (lead) => ["new", "working", "qualified"].includes(lead.status)],
  ["my leads", {}, "mine", (lead) => lead.owner_id === ME && !["won", "lost"].includes(lead.status)],
  [
    "unclaimed hot",
    {},
    "unclaimed",
    (lead) => !lead.owner_id && lead.effective_band === "hot" && !["won", "lost"].includes(lead.status),
  ],
  ["bands", { bands: ["hot", "warm"] }, "all", (lead) => ["hot", "warm"].includes(lead.effective_band)],
  ["me or nobody", { owners: ["me", "none"] }, "all", (lead) => lead.owner_id !== OTHER],
  ["an owner", { owners: [OTHER] }, "all", (lead) => lead.owner_id === OTHER],
  ["a source", { source: { mode: "is", values: ["web"] } }, "all", (lead) => lead.source === "web"],
  ["not a source", { source: { mode: "not", values: ["web"] } }, "all", (lead) => lead.source !== "web"],
  ["no known source", { source: { mode: "is", values: [""] } }, "all", (lead) => lead.source === null],
  ["any known source", { source: { mode: "not", values: [""] } }, "all", (lead) => lead.source !== null],
  ["a status", { statuses: ["won", "lost"] }, "all", (lead) => ["won", "lost"].includes(lead.status)],
  [
    "a score range",
    { scoreFrom: 25, scoreTo: 41 },
    "all",
    (lead) => lead.score_total >= 25 && lead.score_total <= 41,
  ],
  ["a text", { text: "ANN nordh" }, "all", (lead) => lead.first_name === "Ann" && lead.company === "Nordhem"],
  ["a text of wildcards", { text: "100% cotton_co" }, "all", (lead) => lead.company === "100% Cotton_Co"],
];

describe("walking the list", () => {
  const orders = SORT_KEYS.flatMap((sort) => [[sort, "asc"] as const, [sort, "desc"] as const]);

  it.each(orders)("by %s %s gives every lead once, in order, forward and back", async (sort, direction) => {
    for (const [name, change, view, holds] of filters) {
      const query = { ...EMPTY_QUERY, ...change, sort, direction };
      const expected = expectedOrder(leadsA.filter(holds), sort, direction);
      const pages = await walk(query, view);
      expect(pages.flat(), name).toEqual(expected);
      expect(
        pages.slice(0, -1).every((page) => page.length === SIZE),
        name,
      ).toBe(true);
    }
    const query = { ...EMPTY_QUERY, sort, direction };
    const forward = await walk(query, "all");
    const first = await list(query);
    const second = await list({ ...query, cursor: { toward: "next", token: first.next! } });
    expect(second.rows.map((row) => row.id)).toEqual(forward[1]);
    let last = first;
    while (last.next) last = await list({ ...query, cursor: { toward: "next", token: last.next } });
    const back = await walkBack(query, "all", { toward: "previous", token: last.previous! });
    expect(back.flat()).toEqual(forward.slice(0, -1).flat());
  });

  it("begins at the start where the cursor is broken or of another order", async () => {
    const first = await list(EMPTY_QUERY);
    const broken = await list({ ...EMPTY_QUERY, cursor: { toward: "next", token: "bm90IGpzb24" } });
    const foreign = await list({
      ...EMPTY_QUERY,
      sort: "name",
      direction: "asc",
      cursor: { toward: "next", token: first.next! },
    });
    expect(broken).toEqual(first);
    expect(foreign.rows.map((row) => row.id)).toEqual(expectedOrder(leadsA, "name", "asc").slice(0, SIZE));
    expect(foreign.previous).toBeNull();
  });

  it("shows each tenant its own leads only, even with the other's cursor", async () => {
    const own = await walk(EMPTY_QUERY, "all", B);
    expect(own.flat()).toHaveLength(23);
    const first = await list(EMPTY_QUERY);
    const page = await list(
      { ...EMPTY_QUERY, cursor: { toward: "next", token: first.next! } },
      "all",
      B,
      100,
    );
    const idsA = new Set(leadsA.map((lead) => lead.id));
    expect(page.rows.filter((row) => idsA.has(row.id) && !own.flat().includes(row.id))).toEqual([]);
    // A scope that names another tenant than the transaction's finds nothing at all.
    const crossed = await withTenant(B, (tx) => getLeadPage(tx, scopeOf(A), EMPTY_QUERY, "all"));
    expect(crossed.rows).toEqual([]);
  });
});

describe("counts", () => {
  it("agree with the leads", async () => {
    const open = leadsA.filter((lead) => !["won", "lost"].includes(lead.status));
    const counts = await withTenant(A, (tx) => getViewCounts(tx, scopeOf(A)));
    expect(counts.all).toEqual({ count: LEADS_A, capped: false });
    expect(counts.open.count).toBe(open.length);
    expect(counts.mine.count).toBe(open.filter((lead) => lead.owner_id === ME).length);
    const bands = await withTenant(A, (tx) =>
      getBandCounts(tx, scopeOf(A), { ...EMPTY_QUERY, bands: ["hot"] }, "open"),
    );
    const hot = open.filter((lead) => lead.effective_band === "hot").length;
    expect([...bands.byBand]).toEqual([["hot", hot]]);
    expect(bands.total).toEqual({ count: hot, capped: false });
    const sources = await withTenant(A, (tx) => getSources(tx, A));
    expect(sources.reduce((sum, { count }) => sum + count, 0)).toBe(LEADS_A);
  });
});

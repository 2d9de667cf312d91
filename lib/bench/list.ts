import { join } from "node:path";
import { openMigrated } from "@/lib/cli/database";
import { getLeadPage } from "@/lib/modules/leads/data";
import { getListContext } from "@/lib/modules/leads/data-context";
import { parseLeadQuery, rawParams } from "@/lib/modules/leads/query";
import { type LeadQuery, leadsHref, queryString } from "@/lib/modules/leads/query-url";
import type { ListScope } from "@/lib/modules/leads/types";
import { sealSession, sessionCookieName } from "@/lib/platform/auth/session";
import { withTenant } from "@/lib/platform/db/client";
import { type BenchWorkspace, benchWorkspace } from "./list-leads";
import { startProduct } from "./product";
import { quantile } from "./quantile";

type Figure = (name: string, value: number, unit: string) => void;

const QUERY_ROUNDS = 40;
const RESPONSE_ROUNDS = 30;

/** What people do with the list; `deep` is filled with a cursor some thousand rows down. */
const MIX = {
  default: "",
  filter: "band=warm&source_not=Paid+search",
  narrow: "view=all&band=hot&source=Webinar&status=won",
  mine: "view=mine&sort=-activity",
  name: "sort=name",
  created_oldest: "sort=created&view=all",
  search: "q=pires+77",
  search_all: "view=all&q=keane+345",
  search_by_name: "q=marchetti&sort=name",
} as const;

/** The list over 100,000 leads: the page's query as the runtime role, and the whole response of the started product. */
export async function bench(figure: Figure): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const database = await openMigrated(root);
  try {
    const workspace = await benchWorkspace((line) => console.error(line));
    const queries = await withDeep(workspace);
    await benchQueries(figure, workspace, queries);
    await benchResponses(figure, workspace, queries, root);
  } finally {
    await database.stop();
  }
}

const parse = (search: string): LeadQuery => parseLeadQuery(rawParams(new URLSearchParams(search)));

/** Runs one page's query as the list's loader does: a tenant transaction of the runtime role. */
async function runPage({ tenantId, userId }: BenchWorkspace, query: LeadQuery) {
  return withTenant(tenantId, async (tx) => {
    const { bandSet } = await getListContext(tx, tenantId);
    const scope: ListScope = { tenantId, userId, bandSet, now: new Date() };
    const started = performance.now();
    const page = await getLeadPage(tx, scope, query, query.view ?? "open");
    return { page, ms: performance.now() - started };
  });
}

async function withDeep(workspace: BenchWorkspace): Promise<Record<string, LeadQuery>> {
  const queries: Record<string, LeadQuery> = {};
  for (const [name, search] of Object.entries(MIX)) queries[name] = parse(search);
  for (const [name, search] of [
    ["deep", ""],
    ["deep_by_name", "sort=name&view=all"],
  ] as const) {
    let query = parse(search);
    for (let page = 0; page < 100; page += 1) {
      const { page: found } = await runPage(workspace, query);
      if (!found.next) break;
      query = { ...query, cursor: { toward: "next", token: found.next } };
    }
    queries[name] = query;
  }
  return queries;
}

async function benchQueries(figure: Figure, workspace: BenchWorkspace, queries: Record<string, LeadQuery>) {
  const all: number[] = [];
  for (const query of Object.values(queries))
    for (let warm = 0; warm < 5; warm += 1) await runPage(workspace, query);
  const each = new Map<string, number[]>();
  for (let round = 0; round < QUERY_ROUNDS; round += 1)
    for (const [name, query] of Object.entries(queries)) {
      const { ms } = await runPage(workspace, query);
      all.push(ms);
      each.set(name, [...(each.get(name) ?? []), ms]);
    }
  figure("list_page_query_p50_ms", quantile(all, 0.5), "ms");
  figure("list_page_query_p95_ms", quantile(all, 0.95), "ms");
  for (const [name, times] of each) figure(`list_page_query_${name}_p95_ms`, quantile(times, 0.95), "ms");
}

async function benchResponses(
  figure: Figure,
  workspace: BenchWorkspace,
  queries: Record<string, LeadQuery>,
  root: string,
) {
  const server = await startProduct(root);
  try {
    const token = await sealSession({ ...workspace, sessionEpoch: 0 }, 3_600);
    const headers = { cookie: `${sessionCookieName()}=${token}` };
    const get = async (query: LeadQuery) => {
      const started = performance.now();
      const response = await fetch(`${server.url}${leadsHref(query, { cursor: query.cursor })}`, {
        headers,
        redirect: "manual",
      });
      const body = await response.text();
      if (response.status !== 200 || !/data-row-id|No lead matches/.test(body))
        throw new Error(`/leads?${queryString(query)} answered ${response.status} without rows`);
      return performance.now() - started;
    };
    const shown = Object.entries(queries);
    for (const [, query] of shown) for (let warm = 0; warm < 5; warm += 1) await get(query);
    const all: number[] = [];
    const each = new Map<string, number[]>();
    for (let round = 0; round < RESPONSE_ROUNDS; round += 1)
      for (const [name, query] of shown) {
        const ms = await get(query);
        all.push(ms);
        each.set(name, [...(each.get(name) ?? []), ms]);
      }
    figure("list_response_p50_ms", quantile(all, 0.5), "ms");
    figure("list_response_p95_ms", quantile(all, 0.95), "ms");
    for (const [name, times] of each) figure(`list_response_${name}_p95_ms`, quantile(times, 0.95), "ms");
  } finally {
    await server.stop();
  }
}

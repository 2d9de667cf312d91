import { parseLeadQuery, rawParams } from "@/lib/modules/leads/query";
import { queryString } from "@/lib/modules/leads/query-url";
import { parseSimulatorQuery, simulatorQuery } from "@/lib/modules/simulator/query";
import type { ViewPage } from "./types";

/**
 * A page's query string in the one way it is kept and compared. That of leads goes through its own reader and writer,
 * so that what is stored can only ever name filters the list has; the page of the list and the view it came from are no
 * part of it; what-ifs alike. The queue reads its own with its own allow-list each time, and here only loses its "?".
 */
export function normaliseQuery(page: ViewPage, query: string): string {
  const bare = query.startsWith("?") ? query.slice(1) : query;
  if (page === "queue") return bare;
  if (page === "simulator")
    return simulatorQuery({ ...parseSimulatorQuery(new URLSearchParams(bare)).state, saved: null });
  const state = parseLeadQuery(rawParams(new URLSearchParams(bare)));
  return queryString({ ...state, cursor: null, saved: null });
}

import { join } from "node:path";
import { openMigrated } from "@/lib/cli/database";
import { causeRef } from "@/lib/core/scoring/causes";
import { moveEdge } from "@/lib/core/scoring/edit-bands";
import { publishBands } from "@/lib/modules/bands/mutations";
import { getLeadPage } from "@/lib/modules/leads/data";
import { getListContext } from "@/lib/modules/leads/data-context";
import { EMPTY_QUERY } from "@/lib/modules/leads/query-url";
import { activeScorer } from "@/lib/modules/scoring/data";
import { rebandAll } from "@/lib/modules/scoring/reband";
import { withTenant } from "@/lib/platform/db/client";
import { benchWorkspace } from "./list-leads";

type Figure = (name: string, value: number, unit: string) => void;

/** A changed threshold over 100,000 leads, while somebody reads the list all the time. */
export async function bench(figure: Figure): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  process.env.FIRSTCALL_DATA ??= join(root, ".data", "bench");
  const database = await openMigrated(root);
  try {
    const { tenantId, userId } = await benchWorkspace((line) => console.error(line));
    for (const by of [3, -3, 8]) {
      const from = await withTenant(tenantId, (tx) => activeScorer(tx));
      const warm = from.bandSet.bands[1]!;
      const bands = moveEdge(from.bandSet, warm.id, warm.from - by);
      const published = await withTenant(tenantId, (tx) =>
        publishBands(
          tx,
          { tenantId, actorId: userId, now: new Date() },
          { scorerId: from.id, expectedActiveId: from.id, bands, note: "Bench", backtested: false },
        ),
      );
      if (!published.ok) throw new Error(published.message);
      const reading = readAllTheTime(tenantId, userId);
      const started = performance.now();
      const done = await rebandAll(tenantId, published.id, {
        moment: new Date(),
        cause: causeRef("bands_published", { version: published.version }),
      });
      figure("reband_100k_s", (performance.now() - started) / 1_000, "s");
      figure("reband_100k_moved", done.moved, "leads");
      const waits = (await reading.stop()).sort((a, b) => a - b);
      figure("reband_list_reads", waits.length, "reads");
      figure("reband_list_p95_ms", waits[Math.floor(waits.length * 0.95)] ?? 0, "ms");
      figure("reband_list_max_ms", waits.at(-1) ?? 0, "ms");
    }
  } finally {
    await database.stop();
  }
}

/** The first page of the list again and again, as its loader reads it. */
function readAllTheTime(tenantId: string, userId: string) {
  let isOver = false;
  const waits: number[] = [];
  const reading = (async () => {
    while (!isOver) {
      const started = performance.now();
      await withTenant(tenantId, async (tx) => {
        const { bandSet } = await getListContext(tx, tenantId);
        await getLeadPage(tx, { tenantId, userId, bandSet, now: new Date() }, EMPTY_QUERY, "open");
      });
      waits.push(performance.now() - started);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await reading;
      return waits;
    },
  };
}

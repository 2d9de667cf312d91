import { signalsAsOf } from "@/lib/core/signals/as-of";
import type { CompiledSignals } from "@/lib/core/signals/compile";
import type { SignalVector } from "@/lib/core/signals/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { loadHistories } from "./histories";

export interface SampledLead {
  readonly leadId: string;
  readonly vector: SignalVector;
}

export interface LeadSample {
  readonly leads: readonly SampledLead[];
  /** How many there are to draw from. */
  readonly of: number;
  /** False where no lead is open, so that closed ones were drawn. */
  readonly areOpen: boolean;
}

const CHUNK = 1_000;

/**
 * Open leads measured as of `now` by these signals: what previews and distributions are drawn from. All of them, or
 * `most` drawn by the hash of their ids, so that a page loaded twice shows the same leads.
 */
export async function sampleLeads(
  tx: TenantTx,
  tenantId: string,
  { compiled, now, most }: { readonly compiled: CompiledSignals; readonly now: Date; readonly most: number },
): Promise<LeadSample> {
  const [counted] = await tx.$queryRaw<{ open: number; all: number }[]>`
    SELECT count(*) FILTER (WHERE is_open)::int AS open, count(*)::int AS all
      FROM leads WHERE tenant_id = ${tenantId}::uuid`;
  const { open = 0, all = 0 } = counted ?? {};
  const areOpen = open > 0;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM leads WHERE tenant_id = ${tenantId}::uuid AND is_open = ${areOpen}
     ORDER BY md5(id::text) LIMIT ${most}`;
  const leads: SampledLead[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const histories = await loadHistories(
      tx,
      rows.slice(from, from + CHUNK).map(({ id }) => id),
    );
    for (const { leadId, history } of histories)
      leads.push({ leadId, vector: signalsAsOf(compiled, history, now.getTime()).vector });
  }
  leads.sort((a, b) => (a.leadId < b.leadId ? -1 : 1));
  return { leads, of: areOpen ? open : all, areOpen };
}

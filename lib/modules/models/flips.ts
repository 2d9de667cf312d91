import { bandFor } from "@/lib/core/scoring/bands";
import type { BandSet } from "@/lib/core/scoring/types";
import { openedModel, scorerById } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { scoreAsOf, scoringMoment } from "@/lib/modules/scoring/score-lead";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { leadName } from "@/lib/present/leads-row";
import type { Flip, Flips } from "./types";

/** More leads than this are compared by the best-ranked of them, and the screen says so. */
const MOST_COMPARED = 20_000;
const CHUNK = 1_000;
const MOST_LISTED = 40;

interface RankedLead {
  id: string;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  external_id: string | null;
  company: string | null;
  score: number | null;
}

/**
 * Who would change band if a trained model, or earlier rules, were put in use now: every open lead is measured and
 * scored by it as of `now`, through the same code as ever, and laid beside its present band. Where no lead is open, as
 * after importing a table of the past, all leads are, each as of when it closed. Writes nothing. Null where there is no
 * such version.
 */
export async function flipsOf(tenantId: string, modelId: string, now: Date): Promise<Flips | null> {
  const start = await withTenant(tenantId, (tx) => startOf(tx, tenantId, modelId));
  if (!start) return null;
  const { candidate, current, leads, isSample, areOpen } = start;
  const flips: (Flip & { readonly reach: number })[] = [];
  const fromBands = current.bands.map(({ name }) => name);
  const toBands = candidate.bands.bands.map(({ name }) => name);
  const counts = fromBands.map(() => toBands.map(() => 0));
  let changed = 0;
  for (let from = 0; from < leads.length; from += CHUNK) {
    const chunk = leads.slice(from, from + CHUNK);
    const histories = await withTenant(
      tenantId,
      (tx) =>
        loadHistories(
          tx,
          chunk.map(({ id }) => id),
        ),
      { timeoutMs: 60_000 },
    );
    const byId = new Map(histories.map((loaded) => [loaded.leadId, loaded]));
    for (const lead of chunk) {
      const loaded = byId.get(lead.id);
      if (!loaded || lead.score === null) continue;
      const moment = scoringMoment(loaded, now.getTime());
      const { result } = scoreAsOf(candidate, loaded.history, moment);
      const before = bandFor(current, lead.score);
      const after = bandFor(candidate.bands, result.total);
      counts[current.bands.indexOf(before)]![candidate.bands.bands.indexOf(after)]! += 1;
      if (before.name === after.name) continue;
      changed += 1;
      flips.push({
        leadId: lead.id,
        name: nameOf(lead),
        company: lead.company,
        fromBand: before.name,
        toBand: after.name,
        fromScore: lead.score,
        toScore: result.total,
        reach: Math.max(before.rank / current.bands.length, after.rank / toBands.length),
      });
    }
  }
  const largest = flips.sort(
    (a, b) =>
      b.reach - a.reach ||
      Math.abs(b.toScore - b.fromScore) - Math.abs(a.toScore - a.fromScore) ||
      (a.leadId < b.leadId ? -1 : 1),
  );
  return {
    compared: counts.flat().reduce((sum, count) => sum + count, 0),
    isSample,
    areOpen,
    changed,
    from: fromBands,
    to: toBands,
    counts,
    leads: largest.slice(0, MOST_LISTED).map(({ reach: _, ...flip }) => flip),
  };
}

async function startOf(tx: TenantTx, tenantId: string, modelId: string) {
  const candidate = await candidateOf(tx, tenantId, modelId);
  const current = (await scorerInUse(tx, tenantId))?.bands;
  if (!candidate || !current) return null;
  const open = await rankedLeads(tx, tenantId, true);
  const leads = open.length > 0 ? open : await rankedLeads(tx, tenantId, false);
  return {
    candidate,
    current,
    leads: leads.slice(0, MOST_COMPARED),
    isSample: leads.length > MOST_COMPARED,
    areOpen: open.length > 0,
  };
}

/** The best ranked first; one more than are compared, to know whether there are more. */
function rankedLeads(tx: TenantTx, tenantId: string, isOpen: boolean): Promise<RankedLead[]> {
  return tx.$queryRaw<RankedLead[]>`
    SELECT id, first_name, last_name, email, external_id, company, score_total AS score
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND is_open = ${isOpen}
     ORDER BY effective_score DESC, score_unrounded DESC, score_margin DESC, id LIMIT ${MOST_COMPARED + 1}`;
}

const nameOf = ({ first_name, last_name, email, external_id }: RankedLead): string =>
  leadName({ firstName: first_name, lastName: last_name, email, externalId: external_id }).name;

/** A trained model, published or not, or published rules. */
async function candidateOf(tx: TenantTx, tenantId: string, id: string) {
  const row = await tx.model.findFirst({
    where: { tenantId, id },
    select: { id: true, hash: true, version: true, bands: true },
  });
  if (row) {
    const { model, compiled } = await openedModel(tx, row.id, row.hash);
    const bands = row.bands as unknown as BandSet;
    const ref = { kind: model.artefact.estimator.kind, version: row.version ?? "draft", hash: row.hash };
    return { scorer: { ref, model, bands }, bands, compiled };
  }
  const rules = await scorerById(tx, id);
  return rules && { scorer: rules.scorer, bands: rules.bandSet, compiled: rules.compiled };
}

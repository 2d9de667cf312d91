import { type ActiveScorer, activeScorer, currentRules, scorerById } from "@/lib/modules/scoring/data";
import { loadHistories } from "@/lib/modules/scoring/histories";
import { scoringMoment } from "@/lib/modules/scoring/score-lead";
import { memberForAction, requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { leadDetail, leadName } from "@/lib/present/leads-row";
import { listScorers, observedTable, portableHistory, servedKey, servedText, shapesOf } from "./data";
import { blankHistory, personaHistory } from "./personas";
import { EMPTY_STATE, type ParsedQuery, type SimulatorState, type StartRef } from "./query";
import type { PageProblem, ScorerPack, SimulatorPage, StartView } from "./types";
import { PERSONAS } from "./types-personas";

/** Everything the simulator starts with. What an address asks for and is not here is named, and left out. */
export async function loadSimulator({ state: asked, problems }: ParsedQuery): Promise<SimulatorPage> {
  const { tenantId, timeZone } = await requireMember("simulator.use");
  const moment = now();
  return withTenant(tenantId, async (tx) => {
    const found = new Set<PageProblem>(problems);
    const choices = await listScorers(tx, tenantId);
    const isHere = (id: string | null) => id !== null && choices.some((choice) => choice.id === id);
    const scorerOf = (id: string | null): string | null => {
      if (id !== null && !isHere(id)) found.add("scorer_gone");
      return isHere(id) ? id : null;
    };
    const state: SimulatorState = {
      ...asked,
      scorer: scorerOf(asked.scorer),
      c: asked.c && { ...asked.c, scorer: scorerOf(asked.c.scorer) },
    };
    const scorers = await scorersOf(tx, state);
    const main = scorers[0]!;
    const packs: ScorerPack[] = [];
    let sampled = 0;
    for (const scorer of scorers) {
      const choice = choices.find(({ id }) => id === scorer.id);
      if (!choice) continue;
      const shapes = await shapesOf(tx, tenantId, scorer, moment);
      sampled = shapes.sampled;
      packs.push({
        ...choice,
        href: `/simulator/scorer/${scorer.id}/${servedKey(scorer)}`,
        shapes: shapes.shapes,
        observed: scorer.kind === "model" ? await observedTable(tx, tenantId, scorer.id) : null,
      });
    }
    const start = await startOf(tx, tenantId, state.start, main, moment.getTime());
    if (start === null) found.add("lead_gone");
    return {
      state: start === null ? { ...EMPTY_STATE, scorer: state.scorer } : state,
      problems: [...found],
      choices,
      packs,
      start: start ?? blank(moment.getTime()),
      sampled,
      time: { now: moment.getTime(), timeZone },
    };
  });
}

/** The versions a page compares: the one asked for first, then C's, the one in use and the rules. */
async function scorersOf(tx: TenantTx, { scorer, c }: SimulatorState): Promise<ActiveScorer[]> {
  const active = await activeScorer(tx);
  const main = scorer === null ? active : ((await scorerById(tx, scorer)) ?? active);
  const beside = c?.scorer ? await scorerById(tx, c.scorer) : null;
  const all = [main, beside, active, await currentRules(tx)].filter((each) => each !== null);
  return [...new Map(all.map((each) => [each.id, each])).values()];
}

const blank = (moment: number): StartView => ({
  kind: "blank",
  id: null,
  name: "A blank lead",
  detail: "Nothing known, just arrived",
  history: blankHistory(moment),
  moment,
  isClosed: false,
});

/** null where the lead is not in this workspace, erased or never there. */
async function startOf(
  tx: TenantTx,
  tenantId: string,
  start: StartRef,
  main: ActiveScorer,
  moment: number,
): Promise<StartView | null> {
  if (start.kind === "blank") return blank(moment);
  if (start.kind === "persona") {
    const { name, detail } = PERSONAS.find(({ id }) => id === start.id)!;
    const history = personaHistory(start.id, main.market, moment);
    return { kind: "persona", id: start.id, name, detail, history, moment, isClosed: false };
  }
  const lead = await tx.lead.findFirst({
    where: { tenantId, id: start.id },
    select: {
      firstName: true,
      lastName: true,
      email: true,
      externalId: true,
      company: true,
      jobTitle: true,
      isOpen: true,
    },
  });
  const [loaded] = lead ? await loadHistories(tx, [start.id]) : [];
  if (!lead || !loaded) return null;
  const measuredAt = scoringMoment(loaded, moment);
  return {
    kind: "lead",
    id: start.id,
    name: leadName(lead).name,
    detail: leadDetail(lead),
    history: portableHistory(loaded.history, measuredAt),
    moment: measuredAt,
    isClosed: lead.isOpen === false,
  };
}

export type ServedAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: "signed_out" | "forbidden" | "not_found"; readonly message: string };

/** A published version as the browser scores with it; its address names its content. For the route. */
export async function loadServedScorer(id: string, key: string): Promise<ServedAnswer> {
  const asked = await memberForAction("simulator.use");
  if (!asked.ok) return asked;
  const missing = { ok: false, code: "not_found", message: "There is no such version here." } as const;
  if (!/^[0-9a-f-]{36}$/.test(id) || !/^[0-9a-f]{32}$/.test(key)) return missing;
  return withTenant(asked.member.tenantId, async (tx) => {
    const scorer = await scorerById(tx, id);
    return scorer && servedKey(scorer) === key ? { ok: true, text: servedText(scorer) } : missing;
  });
}

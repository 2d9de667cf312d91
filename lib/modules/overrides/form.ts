import { scorerInUse } from "@/lib/modules/scoring/in-use";
import { getWorkflow } from "@/lib/modules/workflow/data";
import { dueAfter } from "@/lib/modules/workflow/response";
import { routesNow } from "@/lib/modules/workflow/route-leads";
import type { Workflow } from "@/lib/modules/workflow/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { leadDetail, leadName } from "@/lib/present/leads-row";
import { askedConsequence, type DueText, setConsequence } from "@/lib/present/override-consequence";
import { momentOf, overrideName } from "@/lib/present/override-words";
import { findOverride, getAnswerHabit, getDeciders } from "./data";
import { askedAlready, GONE } from "./mutations";
import { type OverrideRefusal, refused } from "./types";
import type { Consequence, OverrideForm } from "./types-form";

interface Asker {
  readonly tenantId: string;
  readonly userId: string;
  readonly timeZone: string;
}

/** What the dialog begins with, or why nothing can be set on this lead. */
export async function getOverrideForm(
  tx: TenantTx,
  { tenantId, userId, timeZone }: Asker,
  { leadId, mode }: { readonly leadId: string; readonly mode: OverrideForm["mode"] },
  now: Date,
): Promise<{ readonly ok: true; readonly form: OverrideForm } | OverrideRefusal> {
  const lead = await tx.lead.findFirst({ where: { tenantId, id: leadId } });
  if (!lead) return GONE;
  const { scoreTotal: score, scoreBand: bandId } = lead;
  const scorer = await scorerInUse(tx, tenantId);
  if (score === null || bandId === null || !scorer)
    return refused("never_scored", "This lead has no score yet. Wait until the machine has scored it.");
  if (!lead.isOpen) return refused("closed", "This lead is closed; its score does not change any more.");
  const bandSet = scorer.bands;
  const waiting =
    mode === "request" ? await findOverride(tx, tenantId, { leadId, status: "requested" }) : null;
  if (waiting) return askedAlready(waiting, userId, bandSet);
  const context = { now: now.getTime(), timeZone };
  const workflow = await getWorkflow(tx, tenantId);
  const row = await findOverride(tx, tenantId, { leadId, status: "active" });
  const name = leadName(lead);
  const effective = { score: lead.effectiveScore, bandId: lead.effectiveBand ?? bandId };
  const due: DueText = {
    dueAt: lead.dueAt?.getTime() ?? null,
    dueKind: lead.dueKind as DueText["dueKind"],
  };
  const who = { name: name.isKnown ? name.name : null, owner: await ownerOf(tx, lead.ownerId, userId) };
  const consequences = async (): Promise<Consequence[]> => {
    if (mode === "request") {
      const asked = (await getDeciders(tx, tenantId)).filter(({ id }) => id !== userId);
      const words = askedConsequence(asked, await getAnswerHabit(tx, tenantId), due, context);
      return bandSet.bands.map((band) => ({ bandId: band.id, ...words }));
    }
    const best = bandSet.bands[0]?.id;
    const isNews = await isHotNews(tx, tenantId, leadId, workflow, now);
    const isRouted = routesNow({ now, workflow });
    return bandSet.bands.map((band) => {
      const after = dueAfter(
        {
          bandId: effective.bandId,
          bandSince: lead.bandSince?.getTime() ?? null,
          lastContactAt: lead.lastContactAt?.getTime() ?? null,
          lastActivityAt: lead.lastActivityAt?.getTime() ?? null,
          ...due,
        },
        band.id,
        { now: context.now, bandSet, calendar: workflow, isOpen: true, live: true },
      );
      const enters = band.id === best && effective.bandId !== best;
      return {
        bandId: band.id,
        ...setConsequence(
          {
            ...who,
            band: band.name,
            moves: band.id !== effective.bandId,
            isAnnounced: enters && isNews,
            isRouted: enters && isRouted,
            before: due,
            after,
          },
          context,
        ),
      };
    });
  };
  return {
    ok: true,
    form: {
      id: newId(),
      ...{ leadId, mode, name: name.name, detail: leadDetail(lead), bandSet, effective, ...context },
      machine: { score, bandId },
      defaultDays: workflow.overrides.defaultDays,
      standing: row && {
        id: row.id,
        words: `${row.decidedBy} set ${overrideName(row, bandSet)} ${momentOf(row.startedAt ?? 0, context)}`,
        value:
          row.kind === "score"
            ? { kind: "score", score: row.score ?? 0 }
            : { kind: "band", band: row.band ?? "" },
        ...{ category: row.category, reason: row.reason, note: row.note, direction: row.direction },
      },
      consequences: await consequences(),
    },
  };
}

async function ownerOf(
  tx: TenantTx,
  ownerId: string | null,
  asker: string,
): Promise<{ readonly name: string; readonly isAsker: boolean } | null> {
  if (ownerId === null) return null;
  const user = await tx.user.findFirst({ where: { id: ownerId }, select: { name: true } });
  return { name: user?.name ?? "Its owner", isAsker: ownerId === asker };
}

/** Whether entering the best band would be told of: not again within the cooling time. */
async function isHotNews(
  tx: TenantTx,
  tenantId: string,
  leadId: string,
  { alerts }: Workflow,
  now: Date,
): Promise<boolean> {
  if (!alerts.hot) return false;
  const since = new Date(now.getTime() - alerts.coolingHours * 3_600_000);
  const told = await tx.alert.findFirst({
    where: { tenantId, leadId, kind: "hot", createdAt: { gt: since } },
    select: { id: true },
  });
  return told === null;
}

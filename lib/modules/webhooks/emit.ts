import type { BandSet, ReasonRef } from "@/lib/core/scoring/types";
import { addDeliveries } from "@/lib/modules/deliveries/mutations";
import type { EndpointWish } from "@/lib/modules/deliveries/types";
import type { TenantTx } from "@/lib/platform/db/client";
import { publicOrigin } from "@/lib/platform/public-origin";
import {
  type BodyContext,
  bandChangedBody,
  bulkBody,
  hotBody,
  overrideBody,
  type Stood,
  type ToldEnding,
  type ToldOverride,
  type WebhookBody,
} from "@/lib/present/webhook-body";
import { toldLeads } from "./snapshots";
import { type EventType, MOST_IN_BULK } from "./types";

/** What happened is written down for each webhook that wants it, in the transaction in which it happened. */

export interface EmitContext {
  readonly now: Date;
  readonly bandSet: BandSet;
  readonly timeZone: string;
}

interface Receiver {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
}

/** Webhooks that are on and want any of these. */
async function receiversOf(
  tx: TenantTx,
  tenantId: string,
  types: readonly EventType[],
): Promise<readonly Receiver[]> {
  return tx.webhook.findMany({
    where: { tenantId, disabledAt: null, events: { hasSome: [...types] } },
    select: { id: true, url: true, events: true },
    orderBy: { id: "asc" },
  });
}

const bodyContext = ({ now, bandSet, timeZone }: EmitContext): BodyContext => ({
  ...{ now: now.getTime(), bandSet, timeZone },
  origin: publicOrigin(),
});

const wishes = (
  receivers: readonly Receiver[],
  type: EventType,
  leadId: string | null,
  body: WebhookBody,
): EndpointWish[] =>
  receivers
    .filter(({ events }) => events.includes(type))
    .map(({ id, url }) => ({
      ...{ channel: "webhook", topic: type, leadId, target: url, webhookId: id, body },
    }));

/** A lead that is in another band than it was. */
export interface BandMove {
  readonly leadId: string;
  readonly before: Stood | null;
  readonly after: Stood;
  /** null: an override began or ended. */
  readonly cause: ReasonRef | null;
  /** Something happened to this lead just now: it gets a message of its own. */
  readonly isLive: boolean;
}

/**
 * Tells of leads in another band: one message each where something happened to the lead itself, and one for up to 200
 * where a version, an import or the passing of time moved them, so that publishing is no flood.
 */
export async function tellOfBandMoves(
  tx: TenantTx,
  tenantId: string,
  moves: readonly BandMove[],
  context: EmitContext,
): Promise<void> {
  if (moves.length === 0) return;
  const live = moves.filter(({ isLive }) => isLive);
  const bulk = moves.filter(({ isLive }) => !isLive);
  const types: EventType[] = [
    ...(live.length > 0 ? (["lead.band_changed"] as const) : []),
    ...(bulk.length > 0 ? (["leads.band_changed"] as const) : []),
  ];
  const receivers = await receiversOf(tx, tenantId, types);
  if (receivers.length === 0) return;
  const wants = (type: EventType) => receivers.some(({ events }) => events.includes(type));
  const words = bodyContext(context);
  const all: EndpointWish[] = [];
  if (wants("lead.band_changed")) {
    const leads = await toldLeads(
      tx,
      tenantId,
      live.map(({ leadId }) => leadId),
    );
    for (const { leadId, before, cause } of live) {
      const lead = leads.get(leadId);
      if (!lead) continue;
      const body = bandChangedBody(lead, before, cause, words);
      all.push(...wishes(receivers, "lead.band_changed", leadId, body));
    }
  }
  if (wants("leads.band_changed"))
    for (const body of await bulkBodies(tx, tenantId, bulk, words))
      all.push(...wishes(receivers, "leads.band_changed", null, body));
  await addDeliveries(tx, tenantId, all, context.now);
}

async function bulkBodies(
  tx: TenantTx,
  tenantId: string,
  moves: readonly BandMove[],
  words: BodyContext,
): Promise<WebhookBody[]> {
  const rows = await tx.lead.findMany({
    where: { tenantId, id: { in: moves.map(({ leadId }) => leadId) } },
    select: { id: true, externalId: true, email: true },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  // The daily refresh says of each lead for how many days it was quiet: together they are one deed.
  const byCause = new Map<string, BandMove[]>();
  for (const move of moves) {
    const key = move.cause?.key ?? "";
    const same = byCause.get(key);
    if (same) same.push(move);
    else byCause.set(key, [move]);
  }
  return [...byCause.values()].flatMap((same) => {
    const cause = same[0]?.cause ?? null;
    const leads = same.flatMap(({ leadId, before, after }) => {
      const row = known.get(leadId);
      return row ? [{ ...row, previous: before, now: after }] : [];
    });
    const told = cause?.key === "refresh" ? { ...cause, args: {} } : cause;
    const parts: WebhookBody[] = [];
    for (let from = 0; from < leads.length; from += MOST_IN_BULK)
      parts.push(bulkBody(leads.slice(from, from + MOST_IN_BULK), told, words));
    return parts;
  });
}

/** Tells of leads that people were told of just now. */
export async function tellOfHot(
  tx: TenantTx,
  tenantId: string,
  leadIds: readonly string[],
  context: EmitContext,
): Promise<void> {
  if (leadIds.length === 0) return;
  const receivers = await receiversOf(tx, tenantId, ["lead.hot"]);
  if (receivers.length === 0) return;
  const leads = await toldLeads(tx, tenantId, leadIds);
  const words = bodyContext(context);
  const all = leadIds.flatMap((id) => {
    const lead = leads.get(id);
    return lead ? wishes(receivers, "lead.hot", id, hotBody(lead, words)) : [];
  });
  await addDeliveries(tx, tenantId, all, context.now);
}

/** Tells that an override began, or that one ended. */
export async function tellOfOverride(
  tx: TenantTx,
  tenantId: string,
  override: ToldOverride & { readonly leadId: string },
  ending: { readonly how: ToldEnding; readonly by: string | null; readonly at: number } | null,
  context: EmitContext,
): Promise<void> {
  const type = ending ? "override.ended" : "override.set";
  const receivers = await receiversOf(tx, tenantId, [type]);
  if (receivers.length === 0) return;
  const lead = (await toldLeads(tx, tenantId, [override.leadId])).get(override.leadId);
  if (!lead) return;
  // Once it has ended the machine counts: that is written a moment later in this transaction.
  const freed = { effectiveScore: lead.scoreTotal ?? lead.effectiveScore, effectiveBand: lead.scoreBand };
  const told = ending ? { ...lead, ...freed, isOverridden: false } : lead;
  const body = overrideBody(told, override, ending, bodyContext(context));
  await addDeliveries(tx, tenantId, wishes(receivers, type, override.leadId, body), context.now);
}

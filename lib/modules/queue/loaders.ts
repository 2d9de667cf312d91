import type { BandSet } from "@/lib/core/scoring/types";
import { getListContext } from "@/lib/modules/leads/data-context";
import { getWorkflow } from "@/lib/modules/workflow/data";
import type { Workflow } from "@/lib/modules/workflow/types";
import { type Member, memberForAction, requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import type { LeadWording } from "@/lib/present/leads-row";
import { firstName } from "@/lib/present/override-words";
import { getDayCounts, getQueueCounts, getQueueMarks, getQueueRows, type QueueScope } from "./data";
import { queueLead } from "./lead-view";
import { recordLook } from "./looks";
import { againAt, presentQueue } from "./present-view";
import { isLeadId, type QueueQuery } from "./query";
import type { QueueAgain, QueueContext, QueueLead, QueueMark, QueuePage, QueueView } from "./types-screen";

/** So many leads come with the page: the first key is answered without a question to the server. */
const LEADS_WITH_PAGE = 2;

interface Ground {
  readonly scope: QueueScope;
  readonly wording: LeadWording;
  readonly workflow: Workflow;
  readonly bandSet: BandSet;
}

async function ground(tx: TenantTx, member: Member): Promise<Ground> {
  const moment = now();
  const { bandSet, people } = await getListContext(tx, member.tenantId);
  const workflow = await getWorkflow(tx, member.tenantId);
  return {
    ...{ bandSet, workflow },
    scope: { tenantId: member.tenantId, userId: member.userId, now: moment, workflow, bandSet },
    wording: {
      ...{ now: moment.getTime(), timeZone: workflow.timeZone, bandSet },
      people: new Map(people.map(({ id, name }) => [id, name])),
    },
  };
}

async function readView(
  tx: TenantTx,
  { scope, wording, workflow }: Ground,
  query: QueueQuery,
): Promise<QueueView> {
  const rows = await getQueueRows(tx, scope, query);
  const counts = await getQueueCounts(tx, scope, query);
  const day = await getDayCounts(tx, scope);
  return presentQueue(rows, counts, day, workflow, wording);
}

/** The rep's morning: the queue, and the lead to begin with. */
export async function loadQueue(query: QueueQuery): Promise<QueuePage> {
  const member = await requireMember("leads.work");
  return withTenant(member.tenantId, async (tx) => {
    const here = await ground(tx, member);
    const view = await readView(tx, here, query);
    const ids = view.sections.flatMap(({ rows }) => rows.map(({ id }) => id));
    const asked = query.lead && isLeadId(query.lead) ? query.lead : null;
    const at = asked ? ids.indexOf(asked) : 0;
    const wanted = [
      ...new Set([
        ...(asked ? [asked] : []),
        ...ids.slice(Math.max(0, at), Math.max(0, at) + LEADS_WITH_PAGE),
      ]),
    ];
    const leads: QueueLead[] = [];
    for (const id of wanted) {
      const lead = await queueLead(tx, member, id, here.wording);
      if (lead) leads.push(lead);
    }
    return {
      view,
      leads,
      currentId: leads[0]?.id ?? null,
      context: await contextOf(tx, member, here),
      again: againAt(here.wording.now, here.workflow),
    };
  });
}

async function contextOf(
  tx: TenantTx,
  member: Member,
  { wording, bandSet, workflow }: Ground,
): Promise<QueueContext> {
  const { userId, name, role, tenantName } = member;
  const workers = await tx.membership.findMany({
    where: {
      tenantId: member.tenantId,
      deactivatedAt: null,
      role: { in: ["rep", "manager", "admin"] },
    },
    select: { userId: true },
  });
  return {
    me: { id: userId, name, firstName: firstName(name) },
    workspace: tenantName,
    timeZone: workflow.timeZone,
    bandSet,
    people: workers
      .map(({ userId: id }) => ({ id, name: wording.people.get(id) ?? "" }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en")),
    override: can(role, "overrides.set") ? "set" : can(role, "overrides.request") ? "request" : null,
  };
}

type Answer<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly code: "signed_out" | "forbidden" | "not_found"; readonly message: string };

/** For the routes that an open queue asks: the same, as values. */
async function asMember<T>(
  work: (tx: TenantTx, member: Member, here: Ground) => Promise<T | null>,
): Promise<Answer<{ readonly data: T }>> {
  const asked = await memberForAction("leads.work");
  if (!asked.ok) return asked;
  const { member } = asked;
  const data = await withTenant(member.tenantId, async (tx) => work(tx, member, await ground(tx, member)));
  return data === null
    ? { ok: false, code: "not_found", message: "This lead is not here any more." }
    : { ok: true, data };
}

export const loadQueueView = (
  query: QueueQuery,
): Promise<Answer<{ readonly data: { readonly view: QueueView; readonly again: QueueAgain } }>> =>
  asMember(async (tx, _member, here) => ({
    view: await readView(tx, here, query),
    again: againAt(here.wording.now, here.workflow),
  }));

export const loadQueueLead = (id: string): Promise<Answer<{ readonly data: QueueLead }>> =>
  asMember(async (tx, member, { wording }) => (isLeadId(id) ? queueLead(tx, member, id, wording) : null));

export const loadQueueMarks = (query: QueueQuery): Promise<Answer<{ readonly data: readonly QueueMark[] }>> =>
  asMember((tx, _member, { scope }) => getQueueMarks(tx, scope, query));

/** Remembers what this person has seen of a lead now: what "since you last looked" compares with. */
export const rememberLook = (id: string): Promise<Answer<{ readonly data: true }>> =>
  asMember(async (tx, member, { scope }) =>
    isLeadId(id) && (await recordLook(tx, member, id, scope.now)) ? true : null,
  );

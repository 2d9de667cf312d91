import { namesOfUsers } from "@/lib/modules/users/data";
import { requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { isId } from "@/lib/platform/ids";
import { runPercent, runState, runWhat, type WordableRun } from "@/lib/present/crm-words";
import { formatDayTime, type TimeContext } from "@/lib/present/format";
import { leadName } from "@/lib/present/leads-row";
import { getConnection, mappingOf, type StoredConnection, versionOf } from "./data";
import {
  CRM_KINDS,
  CRMS,
  type CrmKind,
  type CrmPage,
  type Findings,
  type OurField,
  type RunMode,
  type RunStatus,
  type RunView,
} from "./types";

const RUNS = 10;
const REFUSED = 50;

/** @param asked which of them the page's address names */
export async function loadCrmPage(asked: string | undefined): Promise<CrmPage> {
  const { tenantId, timeZone } = await requireMember("crm.manage");
  const context = { now: now().getTime(), timeZone };
  return withTenant(tenantId, async (tx) => {
    const rows = await tx.crmConnection.findMany({ where: { tenantId }, select: { kind: true } });
    const connected = CRM_KINDS.filter((kind) => rows.some((row) => row.kind === kind));
    const kind = CRM_KINDS.find((each) => each === asked) ?? connected[0] ?? CRM_KINDS[0];
    const stored = await getConnection(tx, tenantId, kind);
    const runs = await tx.crmRun.findMany({
      where: { tenantId, kind },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: RUNS,
    });
    const names = await namesOfUsers(
      tx,
      runs.map(({ startedBy }) => startedBy),
    );
    const shown = runs.flatMap(({ findings }) => (findings as unknown as Findings | null)?.leads ?? []);
    const leads = await namesOfLeads(
      tx,
      tenantId,
      shown.map(({ leadId }) => leadId).filter((id) => isId(id)),
    );
    const where = { tenantId, kind, error: { not: null } };
    const refused = await tx.crmLead.findMany({
      where,
      orderBy: { leadId: "asc" },
      take: REFUSED,
      select: {
        ...{ leadId: true, error: true },
        lead: { select: { firstName: true, lastName: true, email: true, externalId: true } },
      },
    });
    return {
      ...{ kind, connected },
      version: versionOf(stored),
      secretShown: stored && `…${stored.secretLastFour}`,
      form: formOf(kind, stored),
      runs: runs.map((run) => runView(run, { names, leads }, context)),
      refused: refused.map(({ leadId, error, lead }) => ({
        ...{ leadId, reason: error ?? "" },
        name: leadName(lead).name,
      })),
      refusedCount: await tx.crmLead.count({ where }),
    };
  });
}

function formOf(kind: CrmKind, stored: StoredConnection | null): CrmPage["form"] {
  const crm = CRMS[kind];
  if (!stored)
    return {
      ...{
        baseUrl: crm.baseUrl,
        auth: crm.auths[0],
        clientId: null,
        object: crm.objects[0],
        matchOurs: "email",
      },
      ...{ matchTheirs: crm.matchTheirs, mapping: usualMapping(kind), everyMinutes: null },
    };
  return {
    ...{ baseUrl: stored.baseUrl, auth: stored.auth as "token" | "client", clientId: stored.clientId },
    ...{ object: stored.object, matchOurs: stored.matchOurs as "email" | "external_id" },
    ...{ matchTheirs: stored.matchTheirs, everyMinutes: stored.everyMinutes },
    mapping: mappingOf(stored).map(({ ours, theirs }) => ({ ours, theirs })),
  };
}

/** Names as an admin there would give them. */
function usualMapping(kind: CrmKind): CrmPage["form"]["mapping"] {
  const usual: OurField[] = ["score", "band", "reasons", "scored_at", "link"];
  const name = (field: OurField) =>
    kind === "hubspot"
      ? `firstcall_${field}`
      : `Firstcall_${field
          .split("_")
          .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
          .join("_")}__c`;
  return usual.map((ours) => ({ ours, theirs: name(ours) }));
}

interface StoredRun extends Omit<WordableRun, "by"> {
  readonly id: string;
  readonly problem: string | null;
  readonly findings: unknown;
  readonly startedBy: string | null;
  readonly createdAt: Date;
}

async function namesOfLeads(
  tx: TenantTx,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.lead.findMany({
    where: { tenantId, id: { in: [...new Set(ids)] } },
    select: { id: true, firstName: true, lastName: true, email: true, externalId: true },
  });
  return new Map(rows.map((row) => [row.id, leadName(row).name]));
}

function runView(
  run: StoredRun,
  {
    names,
    leads,
  }: { readonly names: ReadonlyMap<string, string>; readonly leads: ReadonlyMap<string, string> },
  context: TimeContext,
): RunView {
  const by = run.startedBy === null ? null : (names.get(run.startedBy) ?? "somebody");
  const wordable = { ...run, by };
  const findings = run.findings as Findings | null;
  const status = run.status as RunStatus;
  return {
    ...{ id: run.id, mode: run.mode as RunMode, status, problem: run.problem },
    what: runWhat(wordable),
    when: formatDayTime(run.createdAt.getTime(), context),
    state: runState(wordable),
    percent: runPercent(wordable),
    isOpen: status === "waiting" || status === "running",
    canGoOn: run.mode === "write" && (status === "failed" || status === "cancelled"),
    findings: findings && {
      ...findings,
      leads: findings.leads.flatMap((lead) => {
        const name = leads.get(lead.leadId);
        return name === undefined ? [] : [{ ...lead, name }];
      }),
    },
  };
}

import { getBandSet } from "@/lib/modules/leads/data-context";
import { type Member, requireMember } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { type LedgerWording, presentLedger, presentRequestItem } from "@/lib/present/ledger-row";
import { presentVerdict, type VerdictView } from "@/lib/present/override-verdict";
import { countLedger, countWaiting, getLedger, getManagers, getRequests } from "./data-ledger";
import { outcomeInUse } from "./outcome-in-use";
import { decodeLedgerCursor, encodeLedgerCursor } from "./query-ledger";
import type { LedgerQuery } from "./query-ledger-url";
import type { LedgerData, LedgerPage } from "./types-ledger";
import { getVerdict } from "./verdict";

const ROWS = 25;

/** The ledger for everybody who may read it. */
export async function loadLedger(query: LedgerQuery): Promise<LedgerData> {
  const member = await requireMember("overrides.read");
  const { tenantId, userId } = member;
  return withTenant(tenantId, async (tx) => {
    const { scope, wording } = await ledgerScope(tx, member);
    const requests = await getRequests(tx, scope);
    const shown = (mine: boolean) =>
      requests
        .filter(({ requestedById }) => (requestedById === userId) === mine)
        .map((row) => presentRequestItem(row, wording));
    return {
      counts: await countLedger(tx, scope, query),
      managers: await getManagers(tx, tenantId),
      waiting: can(member.role, "overrides.set") ? shown(false) : null,
      own: shown(true),
      page: await pageOf(tx, member, query, null),
    };
  });
}

/** Whether overridden leads did as was meant; read apart, because it counts every lead. */
export async function loadVerdict(): Promise<VerdictView> {
  const { tenantId, timeZone } = await requireMember("overrides.read");
  return withTenant(
    tenantId,
    async (tx) =>
      presentVerdict(
        await getVerdict(tx, { tenantId, timeZone, now: now(), outcome: await outcomeInUse(tx, tenantId) }),
      ),
    { timeoutMs: 30_000 },
  );
}

/** For the frame: how many requests wait for the reader. */
export async function loadWaitingRequests(): Promise<number> {
  const { tenantId, userId, role } = await requireMember();
  if (!can(role, "overrides.set")) return 0;
  return withTenant(tenantId, (tx) => countWaiting(tx, tenantId, userId));
}

async function ledgerScope(tx: TenantTx, { tenantId, timeZone }: Pick<Member, "tenantId" | "timeZone">) {
  const at = now();
  const outcome = await outcomeInUse(tx, tenantId);
  const wording: LedgerWording = {
    ...{ now: at.getTime(), timeZone, outcome },
    bandSet: await getBandSet(tx, tenantId),
  };
  return { scope: { tenantId, outcome, now: at }, wording };
}

/** A page of entries in words, for a member whose right is proven. */
export async function pageOf(
  tx: TenantTx,
  member: Pick<Member, "tenantId" | "timeZone">,
  query: LedgerQuery,
  after: string | null,
): Promise<LedgerPage> {
  const { scope, wording } = await ledgerScope(tx, member);
  const cursor = after === null ? null : decodeLedgerCursor(after);
  const { rows, next } = await getLedger(tx, scope, query, { after: cursor, most: ROWS });
  return {
    items: rows.map((row) => presentLedger(row, wording)),
    next: next && encodeLedgerCursor(next),
  };
}

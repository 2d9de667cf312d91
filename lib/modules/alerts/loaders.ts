import { namesOfUsers } from "@/lib/modules/users/data";
import { type Member, memberForAction, requireMember } from "@/lib/platform/auth/member";
import { now } from "@/lib/platform/clock";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { isId } from "@/lib/platform/ids";
import { alertDay, alertTime, wordAlert } from "@/lib/present/alert-words";
import { type AlertRow, countUnread, getAlerts } from "./data";
import type { AlertItem, AlertsPage, Bell } from "./types";

const BELL_ITEMS = 8;
const PAGE_ITEMS = 50;

/** What the bell shows, again and again: as values, because nobody is led anywhere by it. */
export async function loadBell(): Promise<
  | { readonly ok: true; readonly bell: Bell }
  | Exclude<Awaited<ReturnType<typeof memberForAction>>, { ok: true }>
> {
  const asked = await memberForAction("leads.read");
  if (!asked.ok) return asked;
  const { member } = asked;
  const bell = await withTenant(member.tenantId, async (tx) => ({
    unread: await countUnread(tx, member),
    items: await worded(tx, member, await getAlerts(tx, member, { take: BELL_ITEMS })),
  }));
  return { ok: true, bell };
}

/** @param cursor where the page begins, as `older` of the one before gave it; anything else begins at the newest */
export async function loadAlertsPage(cursor: string | undefined): Promise<AlertsPage> {
  const member = await requireMember("leads.read");
  const before = cursorOf(cursor);
  return withTenant(member.tenantId, async (tx) => {
    const rows = await getAlerts(tx, member, { take: PAGE_ITEMS + 1, ...(before ? { before } : {}) });
    const shown = rows.slice(0, PAGE_ITEMS);
    const last = shown.at(-1);
    return {
      unread: await countUnread(tx, member),
      items: await worded(tx, member, shown),
      older: rows.length > PAGE_ITEMS && last ? `${last.createdAt.getTime()}_${last.id}` : null,
      isFirst: before === null,
    };
  });
}

function cursorOf(text: string | undefined): { readonly at: Date; readonly id: string } | null {
  const [, at, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text ?? "") ?? [];
  return at && id && isId(id) && Number(at) < 8e14 ? { at: new Date(Number(at)), id } : null;
}

function hrefOf({ leadId, kind, details }: AlertRow): string | null {
  if (leadId !== null) return `/leads/${leadId}`;
  if (kind === "webhook_off") return "/settings/webhooks";
  return "leads" in details ? "/leads?view=mine" : null;
}

async function worded(
  tx: TenantTx,
  { timeZone }: Pick<Member, "timeZone">,
  rows: readonly AlertRow[],
): Promise<AlertItem[]> {
  const context = { now: now().getTime(), timeZone };
  // Some alerts carry the colleague's name, some the id: names change.
  const byOf = ({ details: { by } }: AlertRow) => (typeof by === "string" && by !== "" ? by : null);
  const names = await namesOfUsers(
    tx,
    rows.map(byOf).filter((by) => by !== null && isId(by)),
  );
  return rows.map((row) => {
    const by = byOf(row);
    const at = row.createdAt.getTime();
    return {
      ...wordAlert({ ...row, by: by === null ? null : (names.get(by) ?? (isId(by) ? null : by)) }),
      id: row.id,
      kind: row.kind,
      href: hrefOf(row),
      isRead: row.readAt !== null,
      when: alertTime(at, context),
      day: alertDay(at, context),
      at: row.createdAt.toISOString(),
    };
  });
}

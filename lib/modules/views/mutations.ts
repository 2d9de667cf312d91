import { writeAudit } from "@/lib/platform/audit";
import type { Member } from "@/lib/platform/auth/member";
import { can } from "@/lib/platform/auth/roles";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { normaliseQuery } from "./normalise";
import { type ChangeView, MOST_VIEWS, type Result, refuse, type SaveView, type ViewPage } from "./types";

type Actor = Pick<Member, "tenantId" | "userId" | "role">;

const GONE = refuse("gone", "This view is not here any more. Nothing was changed.");
const taken = (name: string) =>
  refuse("name_taken", `You already have a view called “${name}”. Choose another name.`);

/** Keeps a list under a name. */
export function saveView(
  { tenantId, userId }: Actor,
  wish: SaveView,
  now: Date,
): Promise<Result<{ readonly id: string; readonly query: string }>> {
  return withTenant(tenantId, async (tx) => {
    await inTurn(tx, tenantId, userId);
    const own = await tx.savedView.count({ where: { tenantId, userId, page: wish.page } });
    if (own >= MOST_VIEWS)
      return refuse("too_many", `You keep ${MOST_VIEWS} views here already. Delete one you do not use.`);
    if (await isTaken(tx, { tenantId, userId, page: wish.page, name: wish.name })) return taken(wish.name);
    const id = newId();
    const query = normaliseQuery(wish.page, wish.query);
    await tx.savedView.create({ data: { ...wish, query, tenantId, userId, id, createdAt: now } });
    if (wish.shared) await audit(tx, { tenantId, userId }, "view.shared", id, { ...wish, query });
    return { ok: true, id, query };
  });
}

/** Its owner renames it, points it at another list, shares it or takes it back. */
export function changeView({ tenantId, userId }: Actor, { id, ...change }: ChangeView): Promise<Result> {
  return withTenant(tenantId, async (tx) => {
    await inTurn(tx, tenantId, userId);
    const view = await tx.savedView.findFirst({ where: { tenantId, id, userId } });
    if (!view) return GONE;
    const page = view.page as ViewPage;
    if (change.name !== undefined && (await isTaken(tx, { tenantId, userId, page, name: change.name, id })))
      return taken(change.name);
    const next = {
      name: change.name ?? view.name,
      query: change.query === undefined ? view.query : normaliseQuery(page, change.query),
      shared: change.shared ?? view.shared,
    };
    await tx.savedView.update({ where: { tenantId_id: { tenantId, id } }, data: next });
    // A private view concerns nobody else; what others see of it is written down.
    if (view.shared || next.shared) {
      const action = !view.shared ? "view.shared" : next.shared ? "view.changed" : "view.unshared";
      const before = { name: view.name, query: view.query, shared: view.shared };
      await audit(tx, { tenantId, userId }, action, id, { page, before, after: next });
    }
    return { ok: true };
  });
}

/** Its owner deletes it; managers and admins delete shared ones of others. A private one of others is not here. */
export function deleteView({ tenantId, userId, role }: Actor, id: string): Promise<Result> {
  return withTenant(tenantId, async (tx) => {
    const view = await tx.savedView.findFirst({
      where: { tenantId, id, OR: [{ userId }, { shared: true }] },
    });
    if (!view) return GONE;
    if (view.userId !== userId && !can(role, "views.tidy"))
      return refuse("forbidden", "Only its owner, a manager or an admin deletes a shared view.");
    // Guarded again: its owner may have taken it back since it was read.
    const { count } = await tx.savedView.deleteMany({
      where: { tenantId, id, OR: [{ userId }, { shared: true }] },
    });
    if (count === 0) return GONE;
    if (view.shared) {
      const { page, name, query } = view;
      await audit(tx, { tenantId, userId }, "view.deleted", id, { page, name, query, owner: view.userId });
    }
    return { ok: true };
  });
}

/** One change of a person's views at a time, so that two forms sent at once cannot both be the fiftieth. */
async function inTurn(tx: TenantTx, tenantId: string, userId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM memberships WHERE tenant_id = ${tenantId}::uuid AND user_id = ${userId}::uuid FOR NO KEY UPDATE`;
}

async function isTaken(
  tx: TenantTx,
  {
    tenantId,
    userId,
    page,
    name,
    id,
  }: { tenantId: string; userId: string; page: ViewPage; name: string; id?: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM saved_views WHERE tenant_id = ${tenantId}::uuid AND user_id = ${userId}::uuid
       AND page = ${page} AND lower(name) = lower(${name})`;
  return rows.some((row) => row.id !== id);
}

function audit(
  tx: TenantTx,
  { tenantId, userId }: Pick<Actor, "tenantId" | "userId">,
  action: string,
  subjectId: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return writeAudit(tx, { tenantId, actorId: userId, action, subjectType: "saved_view", subjectId, details });
}

import { maskAddress } from "@/lib/modules/workflow/settings-parts";
import { writeAudit } from "@/lib/platform/audit";
import type { TenantTx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { seal } from "@/lib/platform/sealing";
import { getConnection, ownerOf, type StoredConnection, versionOf } from "./data";
import type { ConnectionInput, CrmKind, RunMode, RunWhich } from "./types";

export interface Actor {
  readonly tenantId: string;
  readonly userId: string;
}

export type SaveOutcome =
  | { readonly kind: "saved"; readonly version: string }
  | { readonly kind: "changed"; readonly version: string }
  | { readonly kind: "no_secret" };

/** The audit log is kept for ever: no secret, and of the address only the host. */
const noted = (row: StoredConnection) => {
  const { secret: _sealed, secretLastFour: _four, baseUrl, ...rest } = row;
  const { kind, auth, clientId, object, matchOurs, matchTheirs, mapping, everyMinutes } = rest;
  return {
    ...{ kind, auth, clientId, object, matchOurs, matchTheirs, mapping, everyMinutes },
    baseUrl: maskAddress(baseUrl),
  };
};

/** Saves a connection where it still is what the person saw; a new secret replaces the old one, none keeps it. */
export async function saveConnection(
  tx: TenantTx,
  { tenantId, userId }: Actor,
  wish: ConnectionInput,
  now: Date,
): Promise<SaveOutcome> {
  await tx.$queryRaw`SELECT 1 FROM workspace_settings WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`;
  const before = await getConnection(tx, tenantId, wish.kind);
  const current = versionOf(before);
  if (current !== wish.version) return { kind: "changed", version: current };
  const { version: _seen, secret, kind, ...rest } = wish;
  // A secret belongs to what it was given for: another address or way of access asks for it again.
  const isMoved = before !== null && (before.baseUrl !== rest.baseUrl || before.auth !== rest.auth);
  if (secret === undefined && (before === null || isMoved)) return { kind: "no_secret" };
  const sealed =
    secret === undefined
      ? {}
      : { secret: seal(secret, "crm", ownerOf(tenantId, kind)), secretLastFour: secret.slice(-4) };
  const data = {
    ...rest,
    clientId: rest.auth === "client" ? rest.clientId : null,
    mapping: rest.mapping as object,
  };
  if (before === null)
    await tx.crmConnection.create({
      data: {
        ...{ tenantId, kind, createdBy: userId, createdAt: now, ...data },
        ...(sealed as { secret: string; secretLastFour: string }),
      },
    });
  else
    await tx.crmConnection.update({
      where: { tenantId_kind: { tenantId, kind } },
      data: { ...data, ...sealed },
    });
  const after = await getConnection(tx, tenantId, kind);
  const version = versionOf(after);
  if (after && version !== current)
    await writeAudit(tx, {
      ...{ tenantId, actorId: userId, action: before ? "crm.changed" : "crm.connected" },
      ...{ subjectType: "crm", subjectId: kind },
      details: {
        ...(before ? { before: noted(before) } : {}),
        ...{ after: noted(after), secretReplaced: secret !== undefined },
      },
    });
  return { kind: "saved", version };
}

/** Forgets a connection with its runs; nothing is changed there. False: there was none. */
export async function disconnect(tx: TenantTx, { tenantId, userId }: Actor, kind: CrmKind): Promise<boolean> {
  const { count } = await tx.crmConnection.deleteMany({ where: { tenantId, kind } });
  if (count === 0) return false;
  await writeAudit(tx, {
    ...{ tenantId, actorId: userId, action: "crm.disconnected", subjectType: "crm", subjectId: kind },
  });
  return true;
}

export interface RunWish {
  readonly kind: CrmKind;
  readonly mode: RunMode;
  readonly which: RunWhich;
}

/** Starts a run. Null: one is under way. @param actorId null: by itself */
export async function startRun(
  tx: TenantTx,
  tenantId: string,
  { kind, mode, which }: RunWish,
  { actorId, now }: { readonly actorId: string | null; readonly now: Date },
): Promise<string | null> {
  // Of two who press at once the second sees the first's.
  await tx.$queryRaw`
    SELECT 1 FROM crm_connections WHERE tenant_id = ${tenantId}::uuid AND kind = ${kind} FOR NO KEY UPDATE`;
  const open = await tx.crmRun.count({ where: { tenantId, kind, status: { in: ["waiting", "running"] } } });
  if (open > 0) return null;
  const id = newId();
  await tx.crmRun.create({
    data: { tenantId, id, kind, mode, which, status: "waiting", startedBy: actorId, createdAt: now },
  });
  await enqueue(tx, "crm.run", { tenantId, runId: id });
  if (mode === "write" && actorId !== null)
    await writeAudit(tx, {
      ...{ tenantId, actorId, action: "crm.run_started", subjectType: "crm", subjectId: kind },
      details: { run: id, which },
    });
  return id;
}

/** Stops a run after the batch it is at. False: it had ended. */
export async function cancelRun(
  tx: TenantTx,
  { tenantId, userId }: Actor,
  id: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.crmRun.updateMany({
    where: { tenantId, id, status: { in: ["waiting", "running"] } },
    data: { status: "cancelled", endedAt: now },
  });
  if (count === 0) return false;
  await writeAudit(tx, {
    ...{ tenantId, actorId: userId, action: "crm.run_stopped", subjectType: "crm", details: { run: id } },
  });
  return true;
}

/** Lets a run that was stopped, or gave up, go on where it was. False: there is none such, or another runs. */
export async function goOnWithRun(tx: TenantTx, { tenantId, userId }: Actor, id: string): Promise<boolean> {
  const run = await tx.crmRun.findFirst({
    where: { tenantId, id, mode: "write", status: { in: ["failed", "cancelled"] } },
  });
  if (!run) return false;
  await tx.$queryRaw`
    SELECT 1 FROM crm_connections WHERE tenant_id = ${tenantId}::uuid AND kind = ${run.kind} FOR NO KEY UPDATE`;
  const open = await tx.crmRun.count({
    where: { tenantId, kind: run.kind, status: { in: ["waiting", "running"] } },
  });
  if (open > 0) return false;
  await tx.crmRun.update({
    where: { tenantId_id: { tenantId, id } },
    data: { status: "waiting", misses: 0, problem: null, endedAt: null },
  });
  await enqueue(tx, "crm.run", { tenantId, runId: id });
  await writeAudit(tx, {
    ...{ tenantId, actorId: userId, action: "crm.run_continued", subjectType: "crm", subjectId: run.kind },
    details: { run: id },
  });
  return true;
}

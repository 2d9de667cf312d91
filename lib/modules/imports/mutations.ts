import type { SignalDefinition } from "@/lib/core/signals/types";
import { writeAudit } from "@/lib/platform/audit";
import { type TenantTx, withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import type { RowProblem } from "./row-problems";
import type {
  ImportKind,
  ImportPlan,
  ImportProfile,
  ImportProgress,
  ImportResult,
  ImportStatus,
} from "./types";

export interface Scope {
  readonly tenantId: string;
  readonly importId: string;
}

export interface NewImport {
  readonly tenantId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly byteSize: number;
  readonly status: ImportStatus;
  readonly createdBy: string | null;
  readonly profile?: ImportProfile;
  readonly plan?: ImportPlan;
}

export async function createImport(wish: NewImport, now: Date): Promise<Scope> {
  const importId = newId();
  const { tenantId, kind, fileName, byteSize, status, createdBy } = wish;
  await withTenant(tenantId, (tx) =>
    tx.import.create({
      data: {
        tenantId,
        id: importId,
        kind,
        fileName: fileName.slice(0, 300),
        byteSize: BigInt(byteSize),
        status,
        createdBy,
        createdAt: now,
        ...(wish.profile ? { profile: wish.profile as object } : {}),
        ...(wish.plan ? { plan: wish.plan as object } : {}),
      },
    }),
  );
  return { tenantId, importId };
}

export async function addChunk({ tenantId, importId }: Scope, seq: number, bytes: Uint8Array): Promise<void> {
  await withTenant(
    tenantId,
    (tx) => tx.importChunk.create({ data: { tenantId, importId, seq, bytes: new Uint8Array(bytes) } }),
    { timeoutMs: 60_000 },
  );
}

/** The upload is whole: from now on it is a file to be mapped. */
export async function finishUpload(
  scope: Scope,
  {
    byteSize,
    kind,
    profile,
    plan,
  }: { byteSize: number; kind: ImportKind; profile: ImportProfile; plan: ImportPlan },
): Promise<void> {
  await withTenant(scope.tenantId, (tx) =>
    tx.import.update({
      where: keyOf(scope),
      data: {
        byteSize: BigInt(byteSize),
        kind,
        status: "mapping",
        profile: profile as object,
        plan: plan as object,
      },
    }),
  );
}

/** Forgets an upload that came to nothing, with its pieces. */
export async function dropImport({ tenantId, importId }: Scope): Promise<void> {
  await withTenant(tenantId, (tx) => tx.import.deleteMany({ where: { tenantId, id: importId } }), {
    timeoutMs: 60_000,
  });
}

const keyOf = ({ tenantId, importId }: Scope) => ({ tenantId_id: { tenantId, id: importId } });

/** Uploads that broke off, or that nobody came back to, are forgotten with their pieces. */
export async function dropStaleUploads(tenantId: string, before: Date): Promise<void> {
  await withTenant(
    tenantId,
    (tx) =>
      tx.import.deleteMany({
        where: { tenantId, status: { in: ["uploading", "mapping"] }, createdAt: { lt: before } },
      }),
    { timeoutMs: 60_000 },
  );
}

/** Puts the import into the queue; of two who start it, one does. @returns false when it is not to be started (any more) */
export async function queueImport(
  tx: TenantTx,
  { tenantId, importId }: Scope,
  { plan, actorId }: { plan: ImportPlan; actorId: string },
): Promise<boolean> {
  const { count } = await tx.import.updateMany({
    where: { tenantId, id: importId, status: "mapping" },
    data: { status: "queued", kind: plan.kind, plan: plan as object },
  });
  if (count === 0) return false;
  await writeAudit(tx, {
    tenantId,
    actorId,
    action: "import.started",
    subjectType: "import",
    subjectId: importId,
    details: { kind: plan.kind },
  });
  await enqueue(tx, "imports.run", { tenantId, importId });
  return true;
}

/** Asks a waiting or running import to stop; what is written stays. @returns false when there is nothing to stop */
export async function cancelImport(
  tx: TenantTx,
  { tenantId, importId }: Scope,
  { actorId, now }: { actorId: string; now: Date },
): Promise<boolean> {
  const { count } = await tx.import.updateMany({
    where: { tenantId, id: importId, status: { in: ["queued", "running"] } },
    data: { status: "cancelled", finishedAt: now },
  });
  if (count > 0)
    await writeAudit(tx, {
      tenantId,
      actorId,
      action: "import.cancelled",
      subjectType: "import",
      subjectId: importId,
    });
  return count > 0;
}

/** Begins, or begins again after a worker was killed: earlier rejections are forgotten. @returns false when not wanted */
export async function beginImport({ tenantId, importId }: Scope, now: Date): Promise<boolean> {
  return withTenant(
    tenantId,
    async (tx) => {
      const { count } = await tx.import.updateMany({
        where: { tenantId, id: importId, status: { in: ["queued", "running"] } },
        data: { status: "running", startedAt: now },
      });
      if (count > 0) await tx.importRejection.deleteMany({ where: { tenantId, importId } });
      return count > 0;
    },
    { timeoutMs: 60_000 },
  );
}

/** @returns false when the import was stopped meanwhile */
export async function reportProgress(
  { tenantId, importId }: Scope,
  progress: ImportProgress,
): Promise<boolean> {
  return withTenant(tenantId, async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { tenantId, id: importId, status: "running" },
      data: { progress: progress as object },
    });
    return count > 0;
  });
}

/** Keeps why rows stayed out; beyond the first 100,000 they are only counted. */
export async function keepRejections(
  tx: TenantTx,
  { tenantId, importId }: Scope,
  problems: readonly RowProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  const rows = problems.map(({ line, reason, value }) => ({ line, reason, value }));
  await tx.$executeRaw`
    INSERT INTO import_rejections (tenant_id, import_id, line, reason, value)
    SELECT ${tenantId}::uuid, ${importId}::uuid, r.line, r.reason, r.value
      FROM jsonb_to_recordset(${JSON.stringify(rows).replaceAll("\\u0000", "")}::jsonb) AS r(line int, reason text, value text)
    ON CONFLICT DO NOTHING`;
}

/** Signals that a file brought; one that exists already stays as it is. */
export async function registerSignals(
  tx: TenantTx,
  tenantId: string,
  definitions: readonly SignalDefinition[],
  now: Date,
): Promise<void> {
  if (definitions.length === 0) return;
  await tx.signalDefinition.createMany({
    data: definitions.map((definition) => ({
      tenantId,
      key: definition.key,
      label: definition.label,
      type: definition.type,
      definition: definition as object,
      origin: "import",
      createdAt: now,
    })),
    skipDuplicates: true,
  });
}

/** Ends an import that ran through; its file is not needed any more. */
export async function finishImport(
  { tenantId, importId }: Scope,
  { result, actorId, now }: { result: ImportResult; actorId: string | null; now: Date },
): Promise<void> {
  await withTenant(
    tenantId,
    async (tx) => {
      await tx.import.updateMany({
        where: { tenantId, id: importId },
        data: { status: "done", result: result as object, finishedAt: now },
      });
      await tx.importChunk.deleteMany({ where: { tenantId, importId } });
      const { rows, created, changed, unchanged, rejected } = result;
      await writeAudit(tx, {
        tenantId,
        actorId,
        action: "import.finished",
        subjectType: "import",
        subjectId: importId,
        details: { rows, created, changed, unchanged, rejected },
      });
    },
    { timeoutMs: 60_000 },
  );
}

/** Ends an import that cannot go on, with words for the person who started it. */
export async function failImport(
  { tenantId, importId }: Scope,
  { message, actorId, now }: { message: string; actorId: string | null; now: Date },
): Promise<void> {
  await withTenant(tenantId, async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { tenantId, id: importId, status: { in: ["queued", "running"] } },
      data: { status: "failed", result: { message }, finishedAt: now },
    });
    if (count > 0)
      await writeAudit(tx, {
        tenantId,
        actorId,
        action: "import.failed",
        subjectType: "import",
        subjectId: importId,
        details: { message },
      });
    await tx.importChunk.deleteMany({ where: { tenantId, importId } });
  });
}

/** What a cancelled import did until then; its file is not needed any more. */
export async function keepPartialResult({ tenantId, importId }: Scope, result: ImportResult): Promise<void> {
  await withTenant(
    tenantId,
    async (tx) => {
      await tx.import.updateMany({
        where: { tenantId, id: importId, status: "cancelled" },
        data: { result: result as object },
      });
      await tx.importChunk.deleteMany({ where: { tenantId, importId } });
    },
    { timeoutMs: 60_000 },
  );
}

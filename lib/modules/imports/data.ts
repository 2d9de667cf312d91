import { globalDb, type TenantTx, withTenant } from "@/lib/platform/db/client";
import type {
  ImportKind,
  ImportPlan,
  ImportProfile,
  ImportProgress,
  ImportResult,
  ImportStatus,
  Rejection,
} from "./types";

export interface ImportRow {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly byteSize: number;
  readonly status: ImportStatus;
  readonly profile: ImportProfile | null;
  readonly plan: ImportPlan | null;
  readonly progress: ImportProgress | null;
  /** Of a finished import; `{ message }` of a failed one. */
  readonly result: ImportResult | { readonly message: string } | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export async function getImport(tx: TenantTx, tenantId: string, id: string): Promise<ImportRow | null> {
  const row = await tx.import.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row
    ? {
        id: row.id,
        kind: row.kind as ImportKind,
        fileName: row.fileName,
        byteSize: Number(row.byteSize),
        status: row.status as ImportStatus,
        profile: row.profile as unknown as ImportProfile | null,
        plan: row.plan as unknown as ImportPlan | null,
        progress: row.progress as unknown as ImportProgress | null,
        result: row.result as unknown as ImportRow["result"],
        createdBy: row.createdBy,
        createdAt: row.createdAt,
        finishedAt: row.finishedAt,
      }
    : null;
}

export interface ImportSummary {
  readonly id: string;
  readonly fileName: string;
  readonly status: ImportStatus;
  readonly createdAt: Date;
  readonly rows: number | null;
  readonly rejected: number | null;
}

/** The newest imports first, without their profiles. */
export async function getRecentImports(tx: TenantTx, tenantId: string, limit = 8): Promise<ImportSummary[]> {
  return tx.$queryRaw<ImportSummary[]>`
    SELECT id, file_name AS "fileName", status, created_at AS "createdAt",
           (result->>'rows')::int AS rows, (result->>'rejected')::int AS rejected
      FROM imports WHERE tenant_id = ${tenantId}::uuid AND status <> 'uploading'
     ORDER BY created_at DESC LIMIT ${limit}`;
}

/** Rows that stayed out, by line; `newest` gives the last ones instead of the first. */
export async function getRejections(
  tx: TenantTx,
  tenantId: string,
  importId: string,
  { after = 0, limit = 1_000, newest = false } = {},
): Promise<Rejection[]> {
  return tx.importRejection.findMany({
    where: { tenantId, importId, line: { gt: after } },
    orderBy: { line: newest ? "desc" : "asc" },
    take: limit,
    select: { line: true, reason: true, value: true },
  });
}

/** The uploaded file, piece by piece, each in a short transaction of its own. */
export async function* readChunks(
  tenantId: string,
  importId: string,
): AsyncGenerator<Uint8Array, void, void> {
  for (let seq = 0; ; seq += 1) {
    const chunk = await withTenant(tenantId, (tx) =>
      tx.importChunk.findUnique({
        where: { tenantId_importId_seq: { tenantId, importId, seq } },
        select: { bytes: true },
      }),
    );
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** Members of the workspace by lower-cased e-mail, for columns that name an owner. */
export async function getOwners(tx: TenantTx): Promise<Map<string, string>> {
  const members = await tx.membership.findMany({ where: { deactivatedAt: null }, select: { userId: true } });
  const users = await globalDb().user.findMany({
    where: { id: { in: members.map(({ userId }) => userId) } },
    select: { id: true, email: true },
  });
  return new Map(users.map(({ id, email }) => [email.toLowerCase(), id]));
}

export interface KnownLeads {
  readonly externalIds: ReadonlySet<string>;
  readonly emails: ReadonlyMap<string, string>;
}

/** Which of these ids and addresses the workspace has already. */
export async function getKnownLeads(
  tx: TenantTx,
  tenantId: string,
  wanted: { readonly externalIds?: readonly string[]; readonly emails?: readonly string[] },
): Promise<KnownLeads> {
  const rows = await tx.$queryRaw<{ id: string; external_id: string | null; email: string | null }[]>`
    SELECT id, external_id, email FROM leads
     WHERE tenant_id = ${tenantId}::uuid
       AND (external_id = ANY (${[...(wanted.externalIds ?? [])]}::text[]) OR email = ANY (${[...(wanted.emails ?? [])]}::text[]))
     ORDER BY recorded_at DESC, id`;
  return {
    externalIds: new Set(rows.flatMap((row) => row.external_id ?? [])),
    emails: new Map(rows.flatMap((row) => (row.email ? [[row.email, row.id] as const] : []))),
  };
}

/**
 * Whether an import should offer rules unasked: only while nobody has published rules of their own. Rules that a
 * person has weighed are not to move because a file came in.
 */
export async function mayProposeRules(tx: TenantTx, tenantId: string): Promise<boolean> {
  const [tenant] = await tx.$queryRaw<
    { is_demo: boolean }[]
  >`SELECT is_demo FROM tenants WHERE id = ${tenantId}::uuid`;
  const byPeople = await tx.ruleSet.count({
    where: { publishedBy: { not: null }, NOT: { note: { startsWith: STARTER_NOTE } } },
  });
  return tenant?.is_demo === false && byPeople === 0;
}

/** What the note of a rule set begins with that an import has published. */
export const STARTER_NOTE = "Starter rules for";

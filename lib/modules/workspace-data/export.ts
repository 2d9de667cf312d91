import { type CsvValue, csvBytes } from "@/lib/platform/csv/write";
import { Prisma, type TenantTx, withTenant } from "@/lib/platform/db/client";
import type { ZipEntry } from "@/lib/platform/zip";
import { EXPORTED, type ExportedTable } from "./export-tables";

const ROWS = 2_000;
const HEAVY_ROWS = 10;
/** What a spreadsheet opens; a longer table continues in another file. */
const MOST_ROWS = 1_000_000;
const MOST_BYTES = 1_500_000_000;

interface Column {
  readonly name: string;
  readonly type: string;
  /** Place in the primary key; null outside it. */
  readonly key: number | null;
}

/**
 * Every file of an export, made as it is read: rows come by key, a short transaction a few thousand, so that neither
 * memory nor locks grow with the workspace. A row that changes meanwhile is in it as it was when its turn came.
 */
export async function* exportEntries(
  tenantId: string,
  { intro, fileRows = MOST_ROWS }: { readonly intro: string; readonly fileRows?: number },
): AsyncGenerator<ZipEntry, void, void> {
  const contents: string[] = [];
  for (const [table, spec] of Object.entries(EXPORTED)) {
    const columns = await withTenant(tenantId, (tx) => columnsOf(tx, table));
    const source = tableSource(tenantId, table, spec, columns);
    for (let part = 1; part === 1 || !source.isDone(); part += 1) {
      const name = `${spec.file}${part === 1 ? "" : `-${part}`}.csv`;
      const before = source.rows();
      yield { name, bytes: csvBytes(source.header, source.batches(fileRows)) };
      contents.push(`${name.padEnd(26)} ${String(source.rows() - before).padStart(10)} rows   ${spec.about}`);
    }
  }
  const text = `${intro}\n\n${contents.join("\n")}\n`;
  yield { name: "README.txt", bytes: [new TextEncoder().encode(text)] };
}

/** Reads one table over several files: `batches` goes on where the last call stopped. */
function tableSource(tenantId: string, table: string, spec: ExportedTable, all: readonly Column[]) {
  const kept = all.filter(({ name }) => name !== "tenant_id" && !spec.omit?.includes(name));
  const key = all
    .filter((column) => column.key !== null && column.name !== "tenant_id")
    .sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
  const header = [...kept.map(({ name }) => name), ...(spec.withUsers ? ["name", "email"] : [])];
  const size = spec.isHeavy ? HEAVY_ROWS : ROWS;
  let last: readonly string[] | null = null;
  let rows = 0;
  let isDone = false;
  return {
    header,
    rows: () => rows,
    isDone: () => isDone,
    async *batches(most: number): AsyncGenerator<CsvValue[][], void, void> {
      let bytes = 0;
      for (let count = 0; count < most && bytes < MOST_BYTES; ) {
        const limit = Math.min(size, most - count);
        const page: Page = await withTenant(tenantId, (tx) =>
          readPage(tx, { tenantId, table, spec, kept, key, last, limit }),
        );
        const end: readonly string[] | undefined = page.at(-1)?.key;
        rows += page.length;
        count += page.length;
        bytes += page.reduce(
          (sum, { cells }) => sum + cells.reduce((all, cell) => all + (cell?.length ?? 0), 0),
          0,
        );
        yield page.map(({ cells }) => cells.map((cell, at) => masked(cell, spec.mask?.[header[at]!])));
        if (end === undefined || page.length < limit || key.length === 0) {
          isDone = true;
          return;
        }
        last = end;
      }
    },
  };
}

const masked = (cell: string | null, mask: ((value: string) => string) | undefined): CsvValue =>
  cell !== null && mask ? mask(cell) : cell;

type Page = readonly { readonly key: string[]; readonly cells: (string | null)[] }[];

interface PageRequest {
  readonly tenantId: string;
  readonly table: string;
  readonly spec: ExportedTable;
  readonly kept: readonly Column[];
  readonly key: readonly Column[];
  readonly last: readonly string[] | null;
  readonly limit: number;
}

/** Names come from the catalogue, never from outside. Values come as text, as exact as they are stored. */
async function readPage(
  tx: TenantTx,
  { tenantId, table, spec, kept, key, last, limit }: PageRequest,
): Promise<Page> {
  const name = (column: Column) => Prisma.raw(`t."${column.name}"`);
  const texts = (columns: readonly Column[]) =>
    Prisma.join(
      columns.map((column) =>
        column.type === "timestamp with time zone"
          ? Prisma.sql`to_char(${name(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
          : Prisma.sql`${name(column)}::text`,
      ),
    );
  const people = spec.withUsers
    ? { columns: Prisma.sql`, u.name, u.email`, join: Prisma.sql`JOIN users u ON u.id = t.user_id` }
    : { columns: Prisma.empty, join: Prisma.empty };
  const order = Prisma.join(key.length > 0 ? key.map(name) : [Prisma.raw("1")]);
  const after =
    last === null
      ? Prisma.empty
      : Prisma.sql`AND (${Prisma.join(key.map(name))}) >
          (${Prisma.join(key.map((column, at) => Prisma.sql`${last[at]}::${Prisma.raw(column.type)}`))})`;
  const rows = await tx.$queryRaw<{ page: string | null }[]>`
    SELECT json_agg(json_build_object('key', keys, 'cells', cells))::text AS page
      FROM (SELECT ${key.length > 0 ? Prisma.sql`ARRAY[${texts(key)}]` : Prisma.sql`ARRAY[]::text[]`} AS keys,
                   ARRAY[${texts(kept)}${people.columns}] AS cells
              FROM ${Prisma.raw(`"${table}"`)} t ${people.join}
             WHERE t.tenant_id = ${tenantId}::uuid ${after}
             ORDER BY ${order} LIMIT ${limit}) page`;
  return JSON.parse(rows[0]?.page ?? "[]") as Page;
}

async function columnsOf(tx: TenantTx, table: string): Promise<Column[]> {
  return tx.$queryRaw<Column[]>`
    SELECT a.attname::text AS name, format_type(a.atttypid, NULL) AS type,
           (SELECT array_position(i.indkey::int2[], a.attnum) FROM pg_index i
             WHERE i.indrelid = a.attrelid AND i.indisprimary) AS key
      FROM pg_attribute a
     WHERE a.attrelid = to_regclass('public.' || quote_ident(${table})) AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attnum`;
}

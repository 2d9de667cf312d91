import type { TenantTx } from "@/lib/platform/db/client";
import type { KnownWord } from "./types";

const MOST_WORDS = 200;

/** The industries that leads have, the commonest first. */
export function getIndustries(tx: TenantTx, tenantId: string): Promise<KnownWord[]> {
  return tx.$queryRaw<KnownWord[]>`
    SELECT lower(btrim(industry)) AS value, mode() WITHIN GROUP (ORDER BY btrim(industry)) AS label, count(*)::int AS count
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND btrim(industry) <> '' AND length(industry) <= 100
     GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${MOST_WORDS}`;
}

/** The countries that leads have, the commonest first. */
export function getCountries(tx: TenantTx, tenantId: string): Promise<KnownWord[]> {
  return tx.$queryRaw<KnownWord[]>`
    SELECT lower(btrim(country)) AS value, mode() WITHIN GROUP (ORDER BY btrim(country)) AS label, count(*)::int AS count
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND btrim(country) <> '' AND length(country) <= 100
     GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${MOST_WORDS}`;
}

interface NamedRow {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly externalId: string | null;
  readonly company: string | null;
}

/** What these leads are called, by id. */
export async function getNames(
  tx: TenantTx,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedRow>> {
  const rows = await tx.$queryRaw<NamedRow[]>`
    SELECT id, first_name AS "firstName", last_name AS "lastName", email, external_id AS "externalId", company
      FROM leads WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

import { DAYS_SINCE_CREATED } from "@/lib/core/signals/compile";
import { CONDITION_SIGNALS } from "@/lib/core/signals/condition-signals";
import { DEFAULT_SIGNALS } from "@/lib/core/signals/default-signals";
import { EVENT_TYPES } from "@/lib/core/signals/events";
import { labelOf } from "@/lib/core/signals/own-signals";
import type { SignalDefinition } from "@/lib/core/signals/types";
import { ownEventTypes } from "@/lib/modules/outcomes/data";
import { catalogueSignals } from "@/lib/modules/scoring/data";
import type { TenantTx } from "@/lib/platform/db/client";
import type { Materials } from "./define";

/** Fields of a lead that say something about many: names, addresses and numbers of one person do not. */
const PLAIN_COLUMNS = [
  "job_title",
  "country",
  "city",
  "industry",
  "employees",
  "source",
  "campaign",
] as const;
const SAMPLED = 2_000;
const MOST_SAMPLES = 12;
const MOST_VALUES = 200;

export interface AttributeOnOffer {
  readonly name: string;
  readonly label: string;
  /** A few different values, for people. */
  readonly samples: readonly string[];
  /** Values as they lie, for whether they tell something protected. */
  readonly values: readonly string[];
}

/** Fields that leads have, with a few of their values: the plain columns and the workspace's own. */
export async function attributesOnOffer(tx: TenantTx, tenantId: string): Promise<AttributeOnOffer[]> {
  const rows = await tx.$queryRaw<{ name: string; samples: string[]; values: string[] }[]>`
    WITH newest AS (SELECT * FROM leads WHERE tenant_id = ${tenantId}::uuid ORDER BY id DESC LIMIT ${SAMPLED}),
    fields AS (
      SELECT a.key AS name, a.value #>> '{}' AS value FROM newest n, jsonb_each(n.attributes) a
      UNION ALL
      SELECT c.name, to_jsonb(n) ->> c.name FROM newest n, unnest(${[...PLAIN_COLUMNS]}::text[]) AS c(name))
    SELECT name, (array_agg(DISTINCT left(value, 80)) FILTER (WHERE value <> ''))[1:${MOST_SAMPLES}] AS samples,
           (array_agg(left(value, 80)) FILTER (WHERE value <> ''))[1:${MOST_VALUES}] AS values
      FROM fields GROUP BY name HAVING count(*) FILTER (WHERE value <> '') > 0 ORDER BY name`;
  return rows.map((row) => ({ ...row, label: labelOf(row.name) }));
}

/** Types of events that leads have, the commonest first, with the properties of the newest. */
export async function eventsOnOffer(
  tx: TenantTx,
  tenantId: string,
): Promise<{ readonly type: string; readonly properties: readonly string[] }[]> {
  const types = await ownEventTypes(tx, tenantId);
  const rows = await tx.$queryRaw<{ type: string; properties: string[] }[]>`
    SELECT t.type, array_agg(DISTINCT k.key) AS properties
      FROM unnest(${types}::text[]) AS t(type)
     CROSS JOIN LATERAL (SELECT properties FROM events e
                          WHERE e.tenant_id = ${tenantId}::uuid AND e.type = t.type
                          ORDER BY e.occurred_at DESC LIMIT 50) e
     CROSS JOIN LATERAL jsonb_object_keys(e.properties) AS k(key)
     GROUP BY t.type`;
  const properties = new Map(rows.map((row) => [row.type, row.properties]));
  return types.map((type) => ({ type, properties: properties.get(type) ?? [] }));
}

/** What a new signal may be made of. */
export async function materialsOf(tx: TenantTx, tenantId: string): Promise<Materials> {
  const stored = await tx.signalDefinition.findMany({ where: { tenantId }, select: { key: true } });
  const events = await ownEventTypes(tx, tenantId);
  return {
    catalogue: await catalogueSignals(tx),
    takenKeys: new Set([
      ...[...DEFAULT_SIGNALS, ...CONDITION_SIGNALS, ...stored].map(({ key }) => key),
      DAYS_SINCE_CREATED,
    ]),
    attributes: await attributesOnOffer(tx, tenantId),
    eventTypes: new Set([...EVENT_TYPES, ...events]),
  };
}

export interface StoredSignal {
  readonly definition: SignalDefinition;
  readonly origin: "import" | "own";
  readonly retired: boolean;
}

/** The workspace's own signals, retired ones too. */
export async function storedSignals(tx: TenantTx, tenantId: string): Promise<StoredSignal[]> {
  const rows = await tx.signalDefinition.findMany({ where: { tenantId }, orderBy: { label: "asc" } });
  return rows.map(({ definition, origin, active }) => ({
    definition: definition as unknown as SignalDefinition,
    origin: origin === "own" ? "own" : "import",
    retired: !active,
  }));
}

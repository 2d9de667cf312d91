import type pg from "pg";
import { causeRef } from "@/lib/core/scoring/causes";
import { identifyVisitors, ingestEvents } from "@/lib/modules/ingestion/events";
import { ingestLeads } from "@/lib/modules/ingestion/leads";
import { rescoreLeads } from "@/lib/modules/scoring/rescore";
import { createWorkspace } from "@/lib/modules/workspaces/mutations";
import { withTenant } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { testMember } from "./people";

/** What the tests of export, erasure and deletion share. */

export const NOW = new Date("2026-11-21T10:00:00Z");

export interface Person {
  readonly leadId: string;
  readonly email: string;
}

export interface Lived {
  readonly tenantId: string;
  readonly userId: string;
  /** The first is the one to be erased; somebody else's address contains it, and rows of theirs name it. */
  readonly people: readonly [Person, Person];
}

/** A workspace in which everything has happened to two people: a row of each table that can name a lead. */
export async function livedWorkspace(owner: pg.Client, name: string, domain: string): Promise<Lived> {
  const { tenantId } = await createWorkspace({ name });
  const { userId } = await testMember(tenantId, "manager");
  const emails = [`ann@${domain}`, `joann@${domain}`] as const;
  const ids = await withTenant(tenantId, async (tx) => {
    const { leads } = await ingestLeads(
      tx,
      tenantId,
      emails.map((email, index) => ({
        externalId: `CRM-${index}`,
        createdAt: new Date(NOW.getTime() - 10 * 86_400_000),
        fields: { email, first_name: `Ann ${index}`, job_title: "VP Operations", note: `=write to ${email}` },
        outcome: { kind: "won_deal", value: "undecided" as const },
      })),
      { knownFrom: "always", source: "crm.csv", now: NOW },
    );
    const leadIds = leads.map(({ leadId }) => leadId);
    const occurredAt = new Date(NOW.getTime() - 86_400_000);
    await ingestEvents(
      tx,
      tenantId,
      leadIds.flatMap((leadId, index) => [
        { subject: { leadId }, type: "demo_requested", occurredAt },
        {
          subject: { visitorKey: `browser-${index}` },
          type: "page_view",
          occurredAt,
          properties: { page: "pricing", path: `/welcome?mail=${emails[index]}` },
          flag: { flag: "bot" as const, reason: "known agent" },
        },
        {
          subject: { leadId },
          type: "form_submitted",
          occurredAt,
          properties: { text: `Colleagues:\n${emails[0]}, x${emails[0]}` },
        },
      ]),
      { now: NOW },
    );
    await identifyVisitors(
      tx,
      tenantId,
      leadIds.map((leadId, index) => ({ visitorKey: `browser-${index}`, leadId, identifiedAt: occurredAt })),
    );
    await rescoreLeads(tx, tenantId, leadIds, { moment: NOW, cause: causeRef("imported") });
    return leadIds;
  });
  const people = ids.map((leadId, index) => ({ leadId, email: emails[index]! })) as [Person, Person];
  for (const person of people) await addRows(owner, tenantId, userId, person, people[0]);
  return { tenantId, userId, people };
}

const WITHOUT_ID = new Set(["scoring_drafts", "lead_looks", "insight_leads", "crm_connections", "crm_leads"]);

/** Rows as jobs and people leave them, straight into the tables: what matters is where a name can stand. */
async function addRows(
  owner: pg.Client,
  tenantId: string,
  userId: string,
  { leadId, email }: Person,
  first: Person,
): Promise<void> {
  const importId = newId();
  // One of a kind in a workspace.
  const crm = email.startsWith("jo") ? "salesforce" : "hubspot";
  const says = `Met ${first.email} (${first.leadId}) at the fair`;
  const json = (value: object) => JSON.stringify(value);
  const rows: readonly (readonly [string, Record<string, unknown>])[] = [
    [
      "activities",
      { lead_id: leadId, actor_id: userId, kind: "note", details: json({ text: says }), at: NOW },
    ],
    [
      "overrides",
      {
        ...{ lead_id: leadId, status: "reverted", kind: "score", score: 80, effective_score: 80 },
        ...{ effective_band: "hot", machine_score: 30, machine_band: "nurture", direction: "raised" },
        ...{ category: "other", reason: says, days: 14, ended_at: NOW },
      },
    ],
    ["assignments", { lead_id: leadId, to_user_id: userId, cause: "claimed", at: NOW }],
    ["alerts", { lead_id: leadId, user_id: userId, kind: "hot", details: json({ email }), created_at: NOW }],
    [
      "deliveries",
      {
        ...{ lead_id: leadId, channel: "email", target: "rep@firm.example", topic: "hot", created_at: NOW },
        body: json({ subject: "Hot", text: says }),
      },
    ],
    [
      "deliveries",
      {
        ...{ channel: "webhook", target: "https://hooks.example/services/verysecret", topic: "nurture" },
        ...{ body: json({ text: says }), created_at: NOW },
      },
    ],
    [
      "webhooks",
      {
        url: "https://hooks.example/verysecret/in",
        events: ["lead.hot"],
        secret: "v1.verysecret",
        secret_last_four: "abcd",
      },
    ],
    [
      "crm_connections",
      {
        ...{
          kind: crm,
          base_url: "https://crm.example",
          auth: "token",
          secret: "v1.verysecret",
          secret_last_four: "abcd",
        },
        ...{ object: "contacts", match_ours: "email", match_theirs: "email", mapping: "[]" },
      },
    ],
    [
      "crm_runs",
      {
        ...{ kind: crm, mode: "trial", which: "all", status: "done", problem: says, created_at: NOW },
        findings: json({ leads: [{ leadId: first.leadId, key: first.email }] }),
      },
    ],
    ["crm_leads", { kind: crm, lead_id: leadId, hash: "x", at: NOW, error: says }],
    ["nurture_enrolments", { lead_id: leadId, band: "warm", enrolled_at: NOW }],
    ["pending_scores", { lead_id: leadId, cause: json({ key: "manual", args: {} }), requested_at: NOW }],
    [
      "imports",
      {
        ...{ id: importId, kind: "leads", file_name: "crm.csv", byte_size: 10, status: "done" },
        ...{ profile: json({ columns: [{ samples: ["Ann 0", email] }] }), result: json({ said: says }) },
      },
    ],
    [
      "backtests",
      {
        ...{ kind: "draft", status: "done", subject: "x", as_of: NOW, request: "{}" },
        result: json({ flips: [first.leadId, leadId] }),
      },
    ],
    ["saved_views", { user_id: userId, page: "leads", name: says, query: `q=${first.email}` }],
    [
      "scoring_drafts",
      {
        user_id: userId,
        kind: email.startsWith("jo") ? "bands" : "rules",
        base_id: newId(),
        content: json({ note: says }),
        updated_at: NOW,
      },
    ],
    ["lead_looks", { user_id: userId, lead_id: leadId, at: NOW }],
    ["insight_leads", { lead_id: leadId, basis: "contact", dropped: "immature", source: says }],
    [
      "audit_log",
      { action: "lead.changed", subject_type: "lead", subject_id: leadId, details: json({ email }) },
    ],
    [
      "audit_log",
      {
        action: "leads.exported",
        subject_type: "leads",
        details: json({ filter: first.email, ids: [leadId, first.leadId] }),
      },
    ],
    ["training_runs", { status: "failed", settings: "{}", as_of: NOW, failure: json({ message: says }) }],
  ];
  await owner.query("BEGIN");
  await owner.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
  for (const [table, row] of rows) {
    const hasId = !("id" in row) && !WITHOUT_ID.has(table);
    await insert(owner, table, { tenant_id: tenantId, ...(hasId ? { id: newId() } : {}), ...row });
  }
  await insert(owner, "import_rejections", {
    tenant_id: tenantId,
    import_id: importId,
    line: 3,
    reason: "malformed",
    value: says,
  });
  await owner.query("COMMIT");
  await owner.query(
    `INSERT INTO pgboss.job (name, data, state) VALUES
       ('scores.rescore', $1, 'created'), ('deliveries.send', $2, 'completed')`,
    [json({ tenantId, leadIds: [first.leadId, leadId] }), json({ tenantId, said: first.email })],
  );
}

async function insert(owner: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  await owner.query(
    `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(row),
  );
}

/** The tables of tenants, with what of them can be read as text. */
export async function tenantTables(superuser: pg.Client): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(`
    SELECT DISTINCT c.table_name::text AS name FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = 'tenant_id' ORDER BY 1`);
  return rows.map(({ name }) => name);
}

/** Where a text stands, however it is written there: "table: so many rows". */
export async function whereIs(superuser: pg.Client, text: string, tenantId: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tenantTables(superuser)) {
    const { rows } = await superuser.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} t WHERE t.tenant_id = $1 AND lower(t::text) LIKE '%' || lower($2) || '%'`,
      [tenantId, text],
    );
    if (rows[0]!.count > 0) found.push(table);
  }
  for (const table of ["pgboss.job", "pgboss.archive"]) {
    const { rows } = await superuser.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} t WHERE data->>'tenantId' = $1 AND lower(t::text) LIKE '%' || lower($2) || '%'`,
      [tenantId, text],
    );
    if (rows[0]!.count > 0) found.push(table);
  }
  return found;
}

/** All that a workspace holds, table by table: how many rows, and a hash of them. */
export async function contentsOf(superuser: pg.Client, tenantId: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const table of await tenantTables(superuser)) {
    const { rows } = await superuser.query<{ said: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS said FROM ${table} t WHERE tenant_id = $1`,
      [tenantId],
    );
    contents[table] = rows[0]!.said;
  }
  return contents;
}

-- CreateTable
CREATE TABLE "crm_connections" (
    "tenant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "client_id" TEXT,
    "secret" TEXT NOT NULL,
    "secret_last_four" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "match_ours" TEXT NOT NULL,
    "match_theirs" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "every_minutes" INTEGER,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_connections_pkey" PRIMARY KEY ("tenant_id","kind")
);

-- CreateTable
CREATE TABLE "crm_runs" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "which" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "after" UUID,
    "total" INTEGER NOT NULL DEFAULT 0,
    "written" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "misses" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "findings" JSONB,
    "started_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "crm_runs_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "crm_leads" (
    "tenant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "lead_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "crm_leads_pkey" PRIMARY KEY ("tenant_id","kind","lead_id")
);

-- CreateIndex
CREATE INDEX "crm_runs_tenant_id_kind_created_at_idx" ON "crm_runs"("tenant_id", "kind", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "crm_connections" ADD CONSTRAINT "crm_connections_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_runs" ADD CONSTRAINT "crm_runs_tenant_id_kind_fkey" FOREIGN KEY ("tenant_id", "kind") REFERENCES "crm_connections"("tenant_id", "kind") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_leads" ADD CONSTRAINT "crm_leads_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_leads" ADD CONSTRAINT "crm_leads_tenant_id_kind_fkey" FOREIGN KEY ("tenant_id", "kind") REFERENCES "crm_connections"("tenant_id", "kind") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security, forced, as on every table of a tenant.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['crm_connections', 'crm_runs', 'crm_leads']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON crm_connections, crm_runs, crm_leads TO firstcall_app;

ALTER TABLE crm_connections
  ADD CONSTRAINT crm_connections_kind_known CHECK (kind IN ('salesforce', 'hubspot')),
  ADD CONSTRAINT crm_connections_auth_known CHECK (auth IN ('token', 'client')),
  ADD CONSTRAINT crm_connections_match_known CHECK (match_ours IN ('email', 'external_id')),
  -- A secret in the clear must not get in by mistake.
  ADD CONSTRAINT crm_connections_secret_sealed CHECK (secret LIKE 'v1.%');
ALTER TABLE crm_runs
  ADD CONSTRAINT crm_runs_mode_known CHECK (mode IN ('trial', 'write')),
  ADD CONSTRAINT crm_runs_which_known CHECK (which IN ('changed', 'all', 'failed')),
  ADD CONSTRAINT crm_runs_status_known CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled'));
-- Of two who begin at once one is told that it runs already.
CREATE UNIQUE INDEX crm_runs_one_open ON crm_runs (tenant_id, kind) WHERE status IN ('waiting', 'running');
CREATE INDEX crm_leads_refused ON crm_leads (tenant_id, kind, lead_id) WHERE error IS NOT NULL;

-- AlterTable
ALTER TABLE "workspace_settings" ADD COLUMN     "outcome" JSONB;

-- CreateTable
CREATE TABLE "scoring_drafts" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "base_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scoring_drafts_pkey" PRIMARY KEY ("tenant_id","user_id","kind")
);

-- CreateTable
CREATE TABLE "backtests" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "progress" JSONB,
    "result" JSONB,
    "failure" JSONB,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "backtests_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "backtests_tenant_id_subject_created_at_idx" ON "backtests"("tenant_id", "subject", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "scoring_drafts" ADD CONSTRAINT "scoring_drafts_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backtests" ADD CONSTRAINT "backtests_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Row-level security, forced, as on every table of a tenant.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['scoring_drafts', 'backtests']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON scoring_drafts, backtests TO firstcall_app;

ALTER TABLE scoring_drafts ADD CONSTRAINT scoring_drafts_kind_known CHECK (kind IN ('bands', 'rules'));
ALTER TABLE backtests ADD CONSTRAINT backtests_kind_known CHECK (kind IN ('standing', 'draft'));
ALTER TABLE backtests ADD CONSTRAINT backtests_status_known
  CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled'));
ALTER TABLE saved_views DROP CONSTRAINT saved_views_page_known;
ALTER TABLE saved_views ADD CONSTRAINT saved_views_page_known CHECK (page IN ('leads', 'queue', 'simulator'));

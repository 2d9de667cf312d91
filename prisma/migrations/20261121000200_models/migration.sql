-- CreateTable
CREATE TABLE "training_runs" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "check" JSONB,
    "progress" JSONB,
    "report" JSONB,
    "failure" JSONB,
    "data_hash" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_runs_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "models" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version" VARCHAR(50),
    "artefact" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bands" JSONB NOT NULL,
    "band_set_id" UUID,
    "held_out" JSONB NOT NULL,
    "note" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "published_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "models_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "training_runs_tenant_id_created_at_idx" ON "training_runs"("tenant_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "models_tenant_id_run_id_idx" ON "models"("tenant_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "models_tenant_id_version_key" ON "models"("tenant_id", "version");

-- AddForeignKey
ALTER TABLE "training_runs" ADD CONSTRAINT "training_runs_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_tenant_id_run_id_fkey" FOREIGN KEY ("tenant_id", "run_id") REFERENCES "training_runs"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_tenant_id_band_set_id_fkey" FOREIGN KEY ("tenant_id", "band_set_id") REFERENCES "band_sets"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;


-- Row-level security, forced, as on every table of a tenant.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['training_runs', 'models']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON training_runs TO firstcall_app;
-- A trained model never changes: the application may publish it, and no more.
GRANT SELECT, INSERT, DELETE ON models TO firstcall_app;
GRANT UPDATE (version, band_set_id, note, published_at, published_by) ON models TO firstcall_app;

ALTER TABLE training_runs ADD CONSTRAINT training_runs_status_known
  CHECK (status IN ('checking', 'checked', 'queued', 'running', 'done', 'refused', 'failed', 'cancelled'));
ALTER TABLE models ADD CONSTRAINT models_kind_known CHECK (kind IN ('logistic', 'forest', 'boosted'));

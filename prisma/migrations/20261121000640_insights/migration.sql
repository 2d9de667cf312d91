-- AlterTable
ALTER TABLE "leads" ADD COLUMN     "first_contact_probability" DOUBLE PRECISION,
ADD COLUMN     "first_contact_version" VARCHAR(50);

-- CreateTable
CREATE TABLE "insight_leads" (
    "tenant_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "counted_at" TIMESTAMPTZ(3),
    "score" SMALLINT,
    "band" TEXT,
    "promise" DOUBLE PRECISION,
    "version" VARCHAR(50),
    "label" SMALLINT,
    "dropped" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "contacted_at" TIMESTAMPTZ(3),
    "qualified_at" TIMESTAMPTZ(3),
    "is_qualified" BOOLEAN NOT NULL DEFAULT false,
    "decided_at" TIMESTAMPTZ(3),
    "hot_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer_minutes" INTEGER,
    "response" TEXT,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "timed_calls" INTEGER NOT NULL DEFAULT 0,
    "talk_minutes" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "source" TEXT,
    "campaign" TEXT,
    "team" TEXT,
    "owner_id" UUID,
    "industry" TEXT,
    "country" TEXT,
    "territory" TEXT,
    "size" TEXT,

    CONSTRAINT "insight_leads_pkey" PRIMARY KEY ("tenant_id","lead_id")
);

-- CreateTable
CREATE TABLE "insight_counts" (
    "tenant_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "progress" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "insight_counts_pkey" PRIMARY KEY ("tenant_id")
);

-- AddForeignKey
ALTER TABLE "insight_leads" ADD CONSTRAINT "insight_leads_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "insight_counts" ADD CONSTRAINT "insight_counts_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Row-level security, forced, as on every table of a tenant.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['insight_leads', 'insight_counts']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON insight_leads, insight_counts TO firstcall_app;

ALTER TABLE insight_leads ADD CONSTRAINT insight_leads_basis_known CHECK (basis IN ('contact', 'stood', 'replayed', 'none'));
ALTER TABLE insight_leads ADD CONSTRAINT insight_leads_label_or_reason CHECK ((label IS NULL) = (dropped IS NOT NULL));
ALTER TABLE insight_leads ADD CONSTRAINT insight_leads_response_known
  CHECK (response IN ('in_time', 'late', 'unanswered', 'open'));
ALTER TABLE insight_counts ADD CONSTRAINT insight_counts_status_known CHECK (status IN ('running', 'done', 'failed'));

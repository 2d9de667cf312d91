-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "capacity" INTEGER,
ADD COLUMN     "last_assigned_at" TIMESTAMPTZ(3),
ADD COLUMN     "takes_leads" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "team" TEXT,
ADD COLUMN     "territories" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "workspace_settings" ADD COLUMN     "refreshed_on" DATE,
ADD COLUMN     "workflow" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "leads" ADD COLUMN     "band_since" TIMESTAMPTZ(3),
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_kind" TEXT,
ADD COLUMN     "last_contact_at" TIMESTAMPTZ(3),
ADD COLUMN     "snooze_wakes" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "pending_scores" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "cause" JSONB NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_scores_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "activities" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" UUID,
    "before" JSONB NOT NULL DEFAULT '{}',
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "activities_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "overrides" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "score" INTEGER,
    "band" TEXT,
    "effective_score" INTEGER NOT NULL,
    "effective_band" TEXT NOT NULL,
    "machine_score" INTEGER NOT NULL,
    "machine_band" TEXT NOT NULL,
    "score_version" VARCHAR(50),
    "direction" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "days" INTEGER NOT NULL,
    "requested_by" UUID,
    "requested_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "crossed_at" TIMESTAMPTZ(3),
    "crossed_score" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "to_user_id" UUID,
    "from_user_id" UUID,
    "by_user_id" UUID,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "lead_id" UUID,
    "kind" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "topic" TEXT NOT NULL,
    "lead_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "nurture_enrolments" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "band" TEXT NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),
    "left_reason" TEXT,

    CONSTRAINT "nurture_enrolments_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "lead_looks" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "score" INTEGER,
    "band" TEXT,
    "previous_at" TIMESTAMPTZ(3),
    "previous_score" INTEGER,
    "previous_band" TEXT,

    CONSTRAINT "lead_looks_pkey" PRIMARY KEY ("tenant_id","user_id","lead_id")
);

-- CreateIndex
CREATE INDEX "activities_tenant_id_lead_id_at_idx" ON "activities"("tenant_id", "lead_id", "at" DESC);

-- CreateIndex
CREATE INDEX "activities_tenant_id_actor_id_at_idx" ON "activities"("tenant_id", "actor_id", "at" DESC);

-- CreateIndex
CREATE INDEX "overrides_tenant_id_lead_id_created_at_idx" ON "overrides"("tenant_id", "lead_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "overrides_tenant_id_status_created_at_idx" ON "overrides"("tenant_id", "status", "created_at" DESC);

-- CreateIndex
CREATE INDEX "assignments_tenant_id_lead_id_at_idx" ON "assignments"("tenant_id", "lead_id", "at" DESC);

-- CreateIndex
CREATE INDEX "assignments_tenant_id_to_user_id_at_idx" ON "assignments"("tenant_id", "to_user_id", "at" DESC);

-- CreateIndex
CREATE INDEX "alerts_tenant_id_user_id_created_at_idx" ON "alerts"("tenant_id", "user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "alerts_tenant_id_lead_id_kind_created_at_idx" ON "alerts"("tenant_id", "lead_id", "kind", "created_at" DESC);

-- CreateIndex
CREATE INDEX "deliveries_tenant_id_created_at_idx" ON "deliveries"("tenant_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "nurture_enrolments_tenant_id_lead_id_enrolled_at_idx" ON "nurture_enrolments"("tenant_id", "lead_id", "enrolled_at" DESC);

-- CreateIndex
CREATE INDEX "nurture_enrolments_tenant_id_enrolled_at_idx" ON "nurture_enrolments"("tenant_id", "enrolled_at" DESC);

-- CreateIndex
CREATE INDEX "saved_views_tenant_id_page_user_id_idx" ON "saved_views"("tenant_id", "page", "user_id");

-- CreateIndex
CREATE INDEX "lead_looks_tenant_id_lead_id_idx" ON "lead_looks"("tenant_id", "lead_id");

-- AddForeignKey
ALTER TABLE "pending_scores" ADD CONSTRAINT "pending_scores_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nurture_enrolments" ADD CONSTRAINT "nurture_enrolments_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_looks" ADD CONSTRAINT "lead_looks_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Row-level security, forced, as on every table of a tenant.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['pending_scores', 'activities', 'overrides', 'assignments', 'alerts', 'deliveries',
                           'nurture_enrolments', 'saved_views', 'lead_looks']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON pending_scores, deliveries, saved_views, lead_looks TO firstcall_app;
-- What a person did, whose a lead became and what was said of a score stay as they were written.
GRANT SELECT, INSERT ON activities, assignments, alerts, overrides, nurture_enrolments TO firstcall_app;
GRANT UPDATE (undone_at) ON activities TO firstcall_app;
GRANT UPDATE (read_at) ON alerts TO firstcall_app;
GRANT UPDATE (left_at, left_reason) ON nurture_enrolments TO firstcall_app;
-- An override goes on its way (approved, extended, ended, crossed); its reason and what it replaced do not change.
GRANT UPDATE (status, decided_by, decided_at, decision_note, started_at, expires_at, ended_at, ended_by, crossed_at,
              crossed_score, effective_score, effective_band, machine_score, machine_band, score_version, direction)
  ON overrides TO firstcall_app;

ALTER TABLE leads ADD CONSTRAINT leads_due_kind_known CHECK (due_kind IN ('respond', 'follow_up'));
ALTER TABLE leads ADD CONSTRAINT leads_due_whole CHECK ((due_at IS NULL) = (due_kind IS NULL));
ALTER TABLE activities ADD CONSTRAINT activities_kind_known
  CHECK (kind IN ('call', 'email', 'note', 'snooze', 'claim', 'assign', 'disqualify'));
ALTER TABLE overrides ADD CONSTRAINT overrides_status_known
  CHECK (status IN ('requested', 'active', 'declined', 'withdrawn', 'expired', 'reverted', 'replaced'));
ALTER TABLE overrides ADD CONSTRAINT overrides_kind_known
  CHECK ((kind = 'score' AND score BETWEEN 0 AND 100 AND band IS NULL) OR (kind = 'band' AND band IS NOT NULL AND score IS NULL));
ALTER TABLE overrides ADD CONSTRAINT overrides_direction_known CHECK (direction IN ('raised', 'lowered'));
ALTER TABLE overrides ADD CONSTRAINT overrides_category_known
  CHECK (category IN ('offline_knowledge', 'wrong_data', 'not_a_fit', 'timing', 'other'));
ALTER TABLE overrides ADD CONSTRAINT overrides_reason_told CHECK (length(btrim(reason)) >= 10);
ALTER TABLE overrides ADD CONSTRAINT overrides_active_whole
  CHECK (status <> 'active' OR (started_at IS NOT NULL AND expires_at > started_at));
ALTER TABLE assignments ADD CONSTRAINT assignments_cause_known
  CHECK (cause IN ('claimed', 'assigned', 'routed', 'released', 'undone'));
ALTER TABLE deliveries ADD CONSTRAINT deliveries_channel_known CHECK (channel IN ('email', 'slack', 'webhook'));
ALTER TABLE deliveries ADD CONSTRAINT deliveries_status_known CHECK (status IN ('waiting', 'sent', 'failed'));
ALTER TABLE saved_views ADD CONSTRAINT saved_views_page_known CHECK (page IN ('leads', 'queue'));

-- One in force and one asked for at a time; one open enrolment.
CREATE UNIQUE INDEX overrides_one_active ON overrides (tenant_id, lead_id) WHERE status = 'active';
CREATE UNIQUE INDEX overrides_one_requested ON overrides (tenant_id, lead_id) WHERE status = 'requested';
CREATE INDEX overrides_to_expire ON overrides (tenant_id, expires_at) WHERE status = 'active';
CREATE UNIQUE INDEX nurture_one_open ON nurture_enrolments (tenant_id, lead_id) WHERE left_at IS NULL;

-- The queue: what is due of one owner, or of nobody.
CREATE INDEX leads_due ON leads (tenant_id, owner_id, due_at) WHERE is_open AND due_at IS NOT NULL;

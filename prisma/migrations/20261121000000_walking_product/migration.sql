-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "tenants" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Etc/UTC',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_attempts" (
    "id" UUID NOT NULL,
    "subject_hash" TEXT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "login_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_tokens" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "user_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("tenant_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "workspace_settings" (
    "tenant_id" UUID NOT NULL,
    "active_scorer_kind" TEXT,
    "active_scorer_id" UUID,
    "market" JSONB NOT NULL,
    "working_hours" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_settings_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "leads" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "email" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "company" TEXT,
    "job_title" TEXT,
    "phone" TEXT,
    "country" TEXT,
    "city" TEXT,
    "industry" TEXT,
    "employees" INTEGER,
    "website" TEXT,
    "source" TEXT,
    "campaign" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'new',
    "owner_id" UUID,
    "team" TEXT,
    "territory" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sequence" BIGINT,
    "closed_at" TIMESTAMPTZ(3),
    "last_activity_at" TIMESTAMPTZ(3),
    "quality_flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "score_total" INTEGER,
    "score_unrounded" DECIMAL(9,4) NOT NULL DEFAULT 0,
    "score_margin" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "probability" DOUBLE PRECISION,
    "fit_score" INTEGER,
    "intent_score" INTEGER,
    "score_band" TEXT,
    "score_version" VARCHAR(50),
    "score_hash" TEXT,
    "score_updated_on" TIMESTAMPTZ(3),
    "previous_score" INTEGER,
    "previous_band" TEXT,
    "score_changed_on" TIMESTAMPTZ(3),
    "effective_score" INTEGER NOT NULL DEFAULT 0,
    "effective_band" TEXT,
    "top_reasons" JSONB NOT NULL DEFAULT '{}',
    "first_contact_at" TIMESTAMPTZ(3),
    "first_contact_score" INTEGER,
    "first_contact_band" TEXT,
    "is_open" BOOLEAN GENERATED ALWAYS AS (status IN ('new', 'working', 'qualified')) STORED,
    "sort_name" TEXT GENERATED ALWAYS AS (
        left(lower(coalesce(nullif(trim(coalesce(last_name, '') || ' ' || coalesce(first_name, '')), ''), company, email, external_id, '')), 120)) STORED,
    "search_text" TEXT GENERATED ALWAYS AS (
        left(lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(company, '') || ' ' ||
                   coalesce(email, '') || ' ' || coalesce(external_id, '') || ' ' || coalesce(job_title, '')), 400)) STORED,

    CONSTRAINT "leads_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "visitors" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "visitor_key" TEXT NOT NULL,
    "lead_id" UUID,
    "identified_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visitors_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "events" (
    "tenant_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID,
    "visitor_id" UUID,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "properties" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "events_pkey" PRIMARY KEY ("tenant_id","occurred_at","id")
) PARTITION BY RANGE ("occurred_at");

-- CreateTable
CREATE TABLE "event_flags" (
    "tenant_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "flag" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_flags_pkey" PRIMARY KEY ("tenant_id","event_id","flag")
);

-- CreateTable
CREATE TABLE "outcomes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'won_deal',
    "value" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "amount_minor" BIGINT,
    "currency" VARCHAR(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outcomes_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "signal_definitions" (
    "tenant_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signal_definitions_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "rule_sets" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" VARCHAR(50) NOT NULL,
    "definition" JSONB NOT NULL,
    "band_set_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "note" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "published_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_sets_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "band_sets" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "bands" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "band_sets_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "lead_score_factors" (
    "tenant_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "created_on" TIMESTAMPTZ(3) NOT NULL,
    "factor_key" TEXT NOT NULL,
    "factor_category" TEXT NOT NULL,
    "model_version" VARCHAR(50) NOT NULL,
    "points" DECIMAL(9,4) NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "lead_score_factors_pkey" PRIMARY KEY ("tenant_id","lead_id","created_on","factor_key")
) PARTITION BY RANGE ("created_on");

-- CreateTable
CREATE TABLE "score_history" (
    "tenant_id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "scored_on" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "unrounded" DOUBLE PRECISION NOT NULL,
    "margin" DOUBLE PRECISION,
    "probability" DOUBLE PRECISION,
    "band" TEXT NOT NULL,
    "score_version" VARCHAR(50) NOT NULL,
    "score_hash" TEXT NOT NULL,
    "scorer_id" UUID NOT NULL,
    "moment" TIMESTAMPTZ(3) NOT NULL,
    "vector" JSONB NOT NULL,
    "cause" JSONB NOT NULL,

    CONSTRAINT "score_history_pkey" PRIMARY KEY ("tenant_id","lead_id","scored_on")
) PARTITION BY RANGE ("scored_on");

-- CreateTable
CREATE TABLE "imports" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "byte_size" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "profile" JSONB,
    "plan" JSONB,
    "progress" JSONB,
    "result" JSONB,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "import_chunks" (
    "tenant_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("tenant_id","import_id","seq")
);

-- CreateTable
CREATE TABLE "import_rejections" (
    "tenant_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "value" TEXT,

    CONSTRAINT "import_rejections_pkey" PRIMARY KEY ("tenant_id","import_id","line")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenants_slug_key" ON "tenants"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "login_attempts_subject_hash_attempted_at_idx" ON "login_attempts"("subject_hash", "attempted_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "user_tokens_token_hash_key" ON "user_tokens"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_tenant_id_token_hash_key" ON "invitations"("tenant_id", "token_hash");

-- CreateIndex
CREATE INDEX "leads_tenant_id_email_idx" ON "leads"("tenant_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "leads_tenant_id_external_id_key" ON "leads"("tenant_id", "external_id");

-- CreateIndex
CREATE INDEX "visitors_tenant_id_lead_id_idx" ON "visitors"("tenant_id", "lead_id");

-- CreateIndex
CREATE UNIQUE INDEX "visitors_tenant_id_visitor_key_key" ON "visitors"("tenant_id", "visitor_key");

-- CreateIndex
CREATE INDEX "events_tenant_id_lead_id_occurred_at_idx" ON "events"("tenant_id", "lead_id", "occurred_at");

-- CreateIndex
CREATE INDEX "events_tenant_id_visitor_id_occurred_at_idx" ON "events"("tenant_id", "visitor_id", "occurred_at");

-- CreateIndex
CREATE UNIQUE INDEX "outcomes_tenant_id_lead_id_kind_key" ON "outcomes"("tenant_id", "lead_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "rule_sets_tenant_id_version_key" ON "rule_sets"("tenant_id", "version");

-- CreateIndex
CREATE INDEX "idx_lead_score_factors_lead" ON "lead_score_factors"("tenant_id", "lead_id", "created_on" DESC);

-- CreateIndex
CREATE INDEX "audit_log_tenant_id_subject_type_subject_id_created_at_idx" ON "audit_log"("tenant_id", "subject_type", "subject_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "user_tokens" ADD CONSTRAINT "user_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace_settings" ADD CONSTRAINT "workspace_settings_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_tenant_id_owner_id_fkey" FOREIGN KEY ("tenant_id", "owner_id") REFERENCES "memberships"("tenant_id", "user_id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signal_definitions" ADD CONSTRAINT "signal_definitions_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_sets" ADD CONSTRAINT "rule_sets_tenant_id_band_set_id_fkey" FOREIGN KEY ("tenant_id", "band_set_id") REFERENCES "band_sets"("tenant_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "band_sets" ADD CONSTRAINT "band_sets_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_score_factors" ADD CONSTRAINT "lead_score_factors_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_history" ADD CONSTRAINT "score_history_tenant_id_lead_id_fkey" FOREIGN KEY ("tenant_id", "lead_id") REFERENCES "leads"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_tenant_id_import_id_fkey" FOREIGN KEY ("tenant_id", "import_id") REFERENCES "imports"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rejections" ADD CONSTRAINT "import_rejections_tenant_id_import_id_fkey" FOREIGN KEY ("tenant_id", "import_id") REFERENCES "imports"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---------------------------------------------------------------------------------------------------------------
-- What Prisma's schema language cannot say. Kept in the same migration, so that no table ever exists without it.
-- ---------------------------------------------------------------------------------------------------------------

-- The runtime role owns nothing. The launcher makes it with a password; on a server of your own it is made here,
-- without one, and reached by SET ROLE.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'firstcall_app') THEN
    CREATE ROLE firstcall_app NOLOGIN;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO firstcall_app;

-- Monthly partitions live in a schema of their own: nobody is granted anything on them, so every access goes
-- through the parent and its row-level security.
CREATE SCHEMA IF NOT EXISTS partitions;

CREATE FUNCTION ensure_month_partitions(from_time timestamptz, to_time timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parent text;
  month_start timestamptz;
  child text;
BEGIN
  IF from_time < '1990-01-01' OR to_time > now() + interval '2 years' OR to_time < from_time THEN
    RAISE EXCEPTION 'partition range out of bounds: % to %', from_time, to_time USING ERRCODE = '22023';
  END IF;
  FOREACH parent IN ARRAY ARRAY['events', 'lead_score_factors', 'score_history'] LOOP
    month_start := date_trunc('month', from_time AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    WHILE month_start <= to_time LOOP
      child := parent || to_char(month_start AT TIME ZONE 'UTC', '_YYYY_MM');
      IF to_regclass('partitions.' || child) IS NULL THEN
        -- Two writers may need the same month at once: one makes it, the other finds it.
        PERFORM pg_advisory_xact_lock(hashtext('partitions.' || child));
        IF to_regclass('partitions.' || child) IS NULL THEN
          EXECUTE format(
            'CREATE TABLE partitions.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
            child, parent, month_start,
            (month_start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        END IF;
      END IF;
      month_start := (month_start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
    END LOOP;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION ensure_month_partitions(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_month_partitions(timestamptz, timestamptz) TO firstcall_app;

-- Row-level security, forced, on every table with tenant_id. A test walks the catalogue and fails for any without.
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

DO $$
DECLARE
  t text;
BEGIN
  FOR t IN
    SELECT c.relname FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO firstcall_app', t);
  END LOOP;
END $$;

-- The audit log only grows; neither it nor an event is ever changed by the application.
REVOKE UPDATE, DELETE ON audit_log FROM firstcall_app;
REVOKE UPDATE ON events, score_history, lead_score_factors FROM firstcall_app;

-- Global tables (see lib/platform/db/global-tables.ts).
GRANT SELECT, INSERT, UPDATE ON tenants, users, user_tokens TO firstcall_app;
GRANT SELECT, INSERT, DELETE ON login_attempts TO firstcall_app;
GRANT DELETE ON user_tokens TO firstcall_app;
-- Deleting a workspace is the owner's, and takes everything with it.

-- Bulk loads end with VACUUM and ANALYZE; PostgreSQL 17 and later can grant just that.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE 'GRANT MAINTAIN ON leads, events, outcomes, score_history, lead_score_factors TO firstcall_app';
  END IF;
END $$;

-- The few questions that cross tenants, each answered by a function and by nothing else. They run as the owner, who
-- is held by row-level security too: the two policies below let the owner, and only the owner, read these two tables.
CREATE POLICY owner_lookup ON memberships FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY owner_lookup ON invitations FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION app_memberships_of_user(user_id uuid)
RETURNS TABLE (tenant_id uuid, role text, deactivated_at timestamptz, tenant_name text, tenant_slug text, time_zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.tenant_id, m.role, m.deactivated_at, t.name, t.slug, t.time_zone
    FROM memberships m JOIN tenants t ON t.id = m.tenant_id
   WHERE m.user_id = $1
   ORDER BY t.name, t.id
$$;

CREATE FUNCTION app_invitation_by_token(token_hash text)
RETURNS TABLE (tenant_id uuid, id uuid, email text, name text, role text, expires_at timestamptz,
               accepted_at timestamptz, revoked_at timestamptz, tenant_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.tenant_id, i.id, i.email, i.name, i.role, i.expires_at, i.accepted_at, i.revoked_at, t.name
    FROM invitations i JOIN tenants t ON t.id = i.tenant_id
   WHERE i.token_hash = $1
$$;
REVOKE ALL ON FUNCTION app_memberships_of_user(uuid), app_invitation_by_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_memberships_of_user(uuid), app_invitation_by_token(text) TO firstcall_app;

-- Values a typed column alone would let through.
ALTER TABLE memberships ADD CONSTRAINT memberships_role_known CHECK (role IN ('rep', 'manager', 'revops', 'leader', 'admin'));
ALTER TABLE invitations ADD CONSTRAINT invitations_role_known CHECK (role IN ('rep', 'manager', 'revops', 'leader', 'admin'));
ALTER TABLE users ADD CONSTRAINT users_email_lower CHECK (email = lower(email));
ALTER TABLE leads
  ADD CONSTRAINT leads_status_known CHECK (status IN ('new', 'working', 'qualified', 'won', 'lost', 'disqualified')),
  ADD CONSTRAINT leads_score_range CHECK (score_total BETWEEN 0 AND 100 AND effective_score BETWEEN 0 AND 100),
  ADD CONSTRAINT leads_email_lower CHECK (email = lower(email));
ALTER TABLE outcomes ADD CONSTRAINT outcomes_value_known CHECK (value IN ('undecided', 'positive', 'negative'));
ALTER TABLE score_history ADD CONSTRAINT score_history_range CHECK (total BETWEEN 0 AND 100);

-- The ranking index carries what the list filters on, so that a page is found without touching the rows it skips.
CREATE INDEX leads_rank ON leads (tenant_id, effective_score DESC, score_unrounded DESC, score_margin DESC, id)
  INCLUDE (is_open, status, effective_band, owner_id, source, search_text);
CREATE INDEX leads_open_rank ON leads (tenant_id, effective_score DESC, score_unrounded DESC, score_margin DESC, id)
  INCLUDE (effective_band, owner_id) WHERE is_open;
CREATE INDEX leads_by_name ON leads (tenant_id, sort_name, id);
CREATE INDEX leads_by_created ON leads (tenant_id, created_at DESC NULLS LAST, id);
CREATE INDEX leads_by_activity ON leads (tenant_id, last_activity_at DESC NULLS LAST, id);
CREATE INDEX leads_by_scored ON leads (tenant_id, score_updated_on DESC NULLS LAST, id);
CREATE INDEX leads_by_owner ON leads (tenant_id, owner_id, effective_score DESC) WHERE owner_id IS NOT NULL;

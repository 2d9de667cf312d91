-- AlterTable
ALTER TABLE "pending_scores" ADD COLUMN     "activity_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "workspace_settings" ADD COLUMN     "tracker" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "event_keys" (
    "tenant_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_keys_pkey" PRIMARY KEY ("tenant_id","event_id")
);



-- Row-level security, forced, as on every table of a tenant.
ALTER TABLE event_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON event_keys
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
-- An id that was taken stays taken.
GRANT SELECT, INSERT ON event_keys TO firstcall_app;

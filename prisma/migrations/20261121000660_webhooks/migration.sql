-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "answer" TEXT,
ADD COLUMN     "answer_status" INTEGER,
ADD COLUMN     "next_at" TIMESTAMPTZ(3),
ADD COLUMN     "tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "webhook_id" UUID;

-- CreateTable
CREATE TABLE "webhooks" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "events" TEXT[],
    "secret" TEXT NOT NULL,
    "secret_last_four" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_why" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rotated_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "deliveries_tenant_id_lead_id_created_at_idx" ON "deliveries"("tenant_id", "lead_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "deliveries_tenant_id_webhook_id_created_at_idx" ON "deliveries"("tenant_id", "webhook_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_tenant_id_webhook_id_fkey" FOREIGN KEY ("tenant_id", "webhook_id") REFERENCES "webhooks"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security, forced, as on every table of a tenant.
ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON webhooks
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks TO firstcall_app;

ALTER TABLE webhooks
  ADD CONSTRAINT webhooks_disabled_known CHECK (disabled_why IN ('person', 'failing', 'gone')),
  ADD CONSTRAINT webhooks_disabled_whole CHECK ((disabled_at IS NULL) = (disabled_why IS NULL)),
  ADD CONSTRAINT webhooks_previous_whole CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
  -- A secret in the clear must not get in by mistake.
  ADD CONSTRAINT webhooks_secret_sealed CHECK (secret LIKE 'v1.%' AND (previous_secret IS NULL OR previous_secret LIKE 'v1.%'));

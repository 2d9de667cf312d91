-- Partitioned by month; nothing refers to it, and its only index is its key: it is written thousands of times a second.
CREATE TABLE "predictions" (
    "tenant_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "key_id" UUID,
    "source" TEXT NOT NULL,
    "scorer_id" UUID NOT NULL,
    "scorer_version" VARCHAR(50) NOT NULL,
    "scorer_hash" TEXT NOT NULL,
    "email_hash" TEXT,
    "moment" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "unrounded" DOUBLE PRECISION NOT NULL,
    "margin" DOUBLE PRECISION,
    "probability" DOUBLE PRECISION,
    "band" TEXT NOT NULL,
    "inputs" JSON NOT NULL,
    "latency_us" INTEGER NOT NULL,

    CONSTRAINT "predictions_pkey" PRIMARY KEY ("tenant_id","created_at","id"),
    CONSTRAINT "predictions_source_known" CHECK (source IN ('score', 'visitor', 'batch')),
    CONSTRAINT "predictions_total_range" CHECK (total BETWEEN 0 AND 100)
) PARTITION BY RANGE (created_at);

ALTER TABLE predictions ENABLE ROW LEVEL SECURITY;
ALTER TABLE predictions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON predictions
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
-- What was answered stays as it was; erasure and retention take whole rows.
GRANT SELECT, INSERT, DELETE ON predictions TO firstcall_app;

-- Two functions list tables. They are changed where they stand, so that whatever else they were given meanwhile stays.
DO $$
DECLARE
  partitions text := pg_get_functiondef('ensure_month_partitions(timestamptz, timestamptz)'::regprocedure);
  erasure text := pg_get_functiondef('app_erase_leads(uuid[], text[])'::regprocedure);
BEGIN
  IF position('''score_history'']' IN partitions) = 0 OR position('''score_history'')' IN erasure) = 0 THEN
    RAISE EXCEPTION 'the lists of tables are not where they were';
  END IF;
  EXECUTE replace(partitions, '''score_history'']', '''score_history'', ''predictions'']');
  -- Not read for mentions: its rows were computed and hold no address. A person's go by the hash of theirs.
  EXECUTE replace(erasure, '''score_history'')', '''score_history'', ''predictions'')');
END $$;
SELECT ensure_month_partitions(now() - interval '1 month', now() + interval '2 months');

-- Writes what several requests of one tenant were answered, in one statement, as the caller and under that tenant.
CREATE FUNCTION log_predictions(tenant uuid, rows json) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  written integer;
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true);
  INSERT INTO predictions (tenant_id, created_at, id, key_id, source, scorer_id, scorer_version, scorer_hash, email_hash,
                           moment, total, unrounded, margin, probability, band, inputs, latency_us)
  SELECT tenant, r.created_at, r.id, r.key_id, r.source, r.scorer_id, r.scorer_version, r.scorer_hash, r.email_hash,
         r.moment, r.total, r.unrounded, r.margin, r.probability, r.band, r.inputs, r.latency_us
    FROM json_to_recordset(rows) AS r(
         created_at timestamptz, id uuid, key_id uuid, source text, scorer_id uuid, scorer_version text,
         scorer_hash text, email_hash text, moment timestamptz, total integer, unrounded float8, margin float8,
         probability float8, band text, inputs json, latency_us integer);
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;
REVOKE ALL ON FUNCTION log_predictions(uuid, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_predictions(uuid, json) TO firstcall_app;

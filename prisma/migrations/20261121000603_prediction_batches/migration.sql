-- What was answered to files: a row for every part that went out, written before it did. The rows of a file are not kept
-- one by one; the hash of all that came in up to the part's end says which they were.
CREATE TABLE "prediction_batches" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID NOT NULL,
    "key_id" UUID,
    "scorer_id" UUID NOT NULL,
    "scorer_version" VARCHAR(50) NOT NULL,
    "scorer_hash" TEXT NOT NULL,
    "moment" TIMESTAMPTZ(3) NOT NULL,
    "first_row" BIGINT NOT NULL,
    "rows" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "bytes_in" BIGINT NOT NULL,
    "sha256_in" TEXT NOT NULL,
    "is_last" BOOLEAN NOT NULL,

    CONSTRAINT "prediction_batches_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "prediction_batches_rows" CHECK (first_row >= 1 AND rows >= 0 AND failed BETWEEN 0 AND rows)
);

ALTER TABLE "prediction_batches" ADD CONSTRAINT "prediction_batches_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE prediction_batches ENABLE ROW LEVEL SECURITY;
ALTER TABLE prediction_batches FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON prediction_batches
  USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
-- What was answered stays as it was.
GRANT SELECT, INSERT, DELETE ON prediction_batches TO firstcall_app;

-- One part, under its tenant, in one statement.
CREATE FUNCTION log_prediction_batch(tenant uuid, part json) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true);
  INSERT INTO prediction_batches (tenant_id, id, created_at, request_id, key_id, scorer_id, scorer_version, scorer_hash,
                                  moment, first_row, rows, failed, bytes_in, sha256_in, is_last)
  SELECT tenant, p.id, p.created_at, p.request_id, p.key_id, p.scorer_id, p.scorer_version, p.scorer_hash,
         p.moment, p.first_row, p.rows, p.failed, p.bytes_in, p.sha256_in, p.is_last
    FROM json_to_record(part) AS p(
         id uuid, created_at timestamptz, request_id uuid, key_id uuid, scorer_id uuid, scorer_version text,
         scorer_hash text, moment timestamptz, first_row bigint, rows integer, failed integer, bytes_in bigint,
         sha256_in text, is_last boolean);
END $$;
REVOKE ALL ON FUNCTION log_prediction_batch(uuid, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_prediction_batch(uuid, json) TO firstcall_app;

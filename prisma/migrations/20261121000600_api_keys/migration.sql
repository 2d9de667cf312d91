-- CreateTable
CREATE TABLE "api_keys" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "limit_per_minute" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "public_key" TEXT,
    "previous_hash" TEXT,
    "previous_last_four" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rotated_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "api_key_minutes" (
    "tenant_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "asked" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "api_key_minutes_pkey" PRIMARY KEY ("tenant_id","key_id","minute")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_previous_hash_key" ON "api_keys"("previous_hash");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_minutes" ADD CONSTRAINT "api_key_minutes_tenant_id_key_id_fkey" FOREIGN KEY ("tenant_id", "key_id") REFERENCES "api_keys"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security, forced, as on every table of a tenant.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['api_keys', 'api_key_minutes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON api_keys TO firstcall_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON api_key_minutes TO firstcall_app;

-- One row is updated with every request of a key: room beside it keeps the update out of the index.
ALTER TABLE api_key_minutes SET (fillfactor = 50);

ALTER TABLE api_keys
  ADD CONSTRAINT api_keys_kind_known CHECK (kind IN ('secret', 'write_key')),
  ADD CONSTRAINT api_keys_scopes_known CHECK (scopes <@ ARRAY['score', 'ingest', 'read', 'write']),
  ADD CONSTRAINT api_keys_limit_range CHECK (limit_per_minute BETWEEN 1 AND 10000000),
  -- A secret is never kept; a write key has no rights to give away.
  ADD CONSTRAINT api_keys_public_only_write CHECK ((kind = 'write_key') = (public_key IS NOT NULL)),
  ADD CONSTRAINT api_keys_write_key_no_scopes CHECK (kind = 'secret' OR scopes = '{}');

-- Whose a key is, asked before any tenant is known: by the hash of the whole key, one row or none. It runs as the
-- owner, who is held by row-level security too; the policy lets the owner, and only the owner, read this table.
CREATE POLICY owner_lookup ON api_keys FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION app_api_key_by_hash(asked text, moment timestamptz)
RETURNS TABLE (tenant_id uuid, id uuid, name text, kind text, scopes text[], limit_per_minute integer, time_zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.tenant_id, k.id, k.name, k.kind, k.scopes, k.limit_per_minute, t.time_zone
    FROM api_keys k JOIN tenants t ON t.id = k.tenant_id
   WHERE (k.hash = asked OR (k.previous_hash = asked AND k.previous_until > moment))
     AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > moment)
$$;
REVOKE ALL ON FUNCTION app_api_key_by_hash(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_api_key_by_hash(text, timestamptz) TO firstcall_app;

-- Counts requests of several keys in one statement, as the caller and under each key's own tenant: the requests that
-- one process has waiting go together. Answers how many of each are within the limit, NULL where the key does not work
-- any more: so a revoked or rotated key is refused with the next request, whatever a process remembers of it.
-- Callers give the keys in the order of their ids, so that two of them never wait for each other in a circle.
CREATE FUNCTION spend_api_requests(tenants uuid[], keys uuid[], hashes text[], counts integer[], moment timestamptz)
RETURNS integer[]
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  granted integer[] := '{}';
  most integer;
  spent integer;
  this_minute timestamptz := date_trunc('minute', moment);
BEGIN
  FOR at IN 1 .. coalesce(array_length(keys, 1), 0) LOOP
    PERFORM set_config('app.tenant_id', tenants[at]::text, true);
    SELECT limit_per_minute INTO most FROM api_keys
     WHERE tenant_id = tenants[at] AND id = keys[at]
       AND (hash = hashes[at] OR (previous_hash = hashes[at] AND previous_until > moment))
       AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > moment);
    IF NOT FOUND THEN
      granted := granted || NULL::integer;
      CONTINUE;
    END IF;
    INSERT INTO api_key_minutes AS m (tenant_id, key_id, minute, asked, refused)
    VALUES (tenants[at], keys[at], this_minute, counts[at], greatest(0, counts[at] - most))
    ON CONFLICT (tenant_id, key_id, minute) DO UPDATE
       SET asked = m.asked + excluded.asked,
           refused = m.refused + greatest(0, least(excluded.asked, m.asked + excluded.asked - most))
    RETURNING asked INTO spent;
    granted := granted || greatest(0, least(counts[at], most - (spent - counts[at])));
    -- The first of a minute also notes that the key is in use, and tidies what is older than the usage page shows.
    IF spent = counts[at] THEN
      UPDATE api_keys SET last_used_at = moment WHERE tenant_id = tenants[at] AND id = keys[at];
      DELETE FROM api_key_minutes
       WHERE tenant_id = tenants[at] AND key_id = keys[at] AND minute < this_minute - interval '35 days';
    END IF;
  END LOOP;
  RETURN granted;
END $$;
REVOKE ALL ON FUNCTION spend_api_requests(uuid[], uuid[], text[], integer[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION spend_api_requests(uuid[], uuid[], text[], integer[], timestamptz) TO firstcall_app;

-- CreateTable
CREATE TABLE "deleted_workspaces" (
    "id" UUID NOT NULL,
    "was_demo" BOOLEAN NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_workspaces_pkey" PRIMARY KEY ("id")
);

-- Only the function below writes it.
GRANT SELECT ON deleted_workspaces TO firstcall_app;

-- The tables of tenants, the busiest first, for the two functions below: a later table is among them by itself.
CREATE FUNCTION tenant_tables() RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT c.relname::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p')
   ORDER BY c.relname NOT IN ('lead_score_factors', 'score_history', 'event_flags', 'events'), c.relname
$$;
REVOKE ALL ON FUNCTION tenant_tables() FROM PUBLIC;

-- Whoever deletes a workspace deletes all of it, in the caller's transaction: its rows, its jobs, and the people who
-- belong to no other one. What is left says that a workspace of this id was deleted, and nothing of what was in it.
CREATE FUNCTION app_delete_workspace() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  doomed uuid := current_tenant();
  people uuid[];
  waiting text[];
  blocked text[];
  t text;
BEGIN
  -- Nobody adds a lead, a visitor or a person to it from here on.
  PERFORM 1 FROM tenants WHERE id = doomed FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no workspace to delete' USING ERRCODE = 'no_data_found';
  END IF;
  SELECT coalesce(array_agg(user_id), '{}') INTO people FROM memberships WHERE tenant_id = doomed;
  INSERT INTO deleted_workspaces (id, was_demo) SELECT id, is_demo FROM tenants WHERE id = doomed;
  SELECT array_agg(name) INTO waiting FROM tenant_tables() AS name;
  -- A table that others still hang on waits for its turn.
  WHILE array_length(waiting, 1) > 0 LOOP
    blocked := '{}';
    FOREACH t IN ARRAY waiting LOOP
      BEGIN
        EXECUTE format('DELETE FROM %I WHERE tenant_id = $1', t) USING doomed;
      EXCEPTION WHEN foreign_key_violation THEN
        blocked := blocked || t;
      END;
    END LOOP;
    IF array_length(blocked, 1) = array_length(waiting, 1) THEN
      RAISE EXCEPTION 'tables that hold each other: %', blocked;
    END IF;
    waiting := blocked;
  END LOOP;
  DELETE FROM tenants WHERE id = doomed;
  FOREACH t IN ARRAY ARRAY['pgboss.job', 'pgboss.archive'] LOOP
    IF to_regclass(t) IS NOT NULL THEN
      EXECUTE format('DELETE FROM %s WHERE data->>''tenantId'' = $1', t) USING doomed::text;
    END IF;
  END LOOP;
  DELETE FROM login_attempts
   WHERE subject_hash IN (SELECT encode(sha256(convert_to('email:' || u.email, 'UTF8')), 'hex') FROM users u
                           WHERE u.id = ANY (people)
                             AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id));
  DELETE FROM users u
   WHERE u.id = ANY (people) AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id);
END $$;
REVOKE ALL ON FUNCTION app_delete_workspace() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_delete_workspace() TO firstcall_app;

-- A text in which these ids and addresses stand, without them. Ids are matched wherever they stand; an address only
-- whole: neither within a longer one nor after the backslash letter that JSON writes for a line's end.
CREATE FUNCTION without_traces(content text, pattern text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT regexp_replace(content, pattern, 'erased', 'gi') $$;
REVOKE ALL ON FUNCTION without_traces(text, text) FROM PUBLIC;

CREATE FUNCTION trace_pattern(lead_ids uuid[], emails text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_to_string(array_remove(ARRAY[
           (SELECT string_agg(id::text, '|') FROM unnest(lead_ids) AS id),
           (SELECT '(?:(?<![a-z0-9._%+-])|(?<=\\[nrtbf]))(?:' ||
                   string_agg(regexp_replace(mail, '([.+*?^$()\[\]{}|\\-])', '\\\1', 'g'), '|') ||
                   ')(?!\.?[a-z0-9-])'
              FROM unnest(emails) AS mail WHERE mail <> '')], NULL), '|')
$$;
REVOKE ALL ON FUNCTION trace_pattern(uuid[], text[]) FROM PUBLIC;

-- Erases people: their leads with all that hangs on them, what stitched visitors did, jobs and messages about them,
-- and every mention of their ids and addresses in any table of the tenant, tables yet to come included. Rows that are
-- otherwise never changed (events, the audit log, overrides that are over) are changed here alone.
-- Not read for mentions: invitations, which are about colleagues, and the two tables of scores, whose rows are each
-- about one lead, were computed, and are by far the most.
CREATE FUNCTION app_erase_leads(lead_ids uuid[], emails text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  tenant uuid := current_tenant();
  pattern text := trace_pattern(lead_ids, emails);
  -- Many times faster than the pattern, and finds a little more: only rows that pass it are looked at closely.
  likely text[] := ARRAY(SELECT '%' || lower(replace(text, '\', '_')) || '%'
                           FROM unnest(lead_ids::text[] || emails) AS text WHERE text <> '');
  stitched uuid[];
  assignments_sql text;
  found_sql text;
  t text;
BEGIN
  IF tenant IS NULL OR coalesce(array_length(lead_ids, 1), 0) = 0 THEN
    RAISE EXCEPTION 'nobody to erase' USING ERRCODE = 'no_data_found';
  END IF;
  SELECT coalesce(array_agg(id), '{}') INTO stitched FROM visitors WHERE tenant_id = tenant AND lead_id = ANY (lead_ids);
  DELETE FROM event_flags f USING events e
   WHERE f.tenant_id = tenant AND e.tenant_id = tenant AND f.event_id = e.id
     AND (e.lead_id = ANY (lead_ids) OR e.visitor_id = ANY (stitched));
  DELETE FROM events WHERE tenant_id = tenant AND (lead_id = ANY (lead_ids) OR visitor_id = ANY (stitched));
  -- What names a lead in a column of its own goes, whether or not a foreign key would take it along.
  FOR t, found_sql IN
    SELECT name, string_agg(format('%I = ANY ($2)', a.attname), ' OR ')
      FROM tenant_tables() AS name
      JOIN pg_attribute a ON a.attrelid = name::regclass AND a.attnum > 0 AND NOT a.attisdropped
     WHERE name <> 'leads' AND a.atttypid = 'uuid'::regtype AND a.attname LIKE '%lead_id'
     GROUP BY name
  LOOP
    EXECUTE format('DELETE FROM %I WHERE tenant_id = $1 AND (%s)', t, found_sql) USING tenant, lead_ids;
  END LOOP;
  DELETE FROM leads WHERE tenant_id = tenant AND id = ANY (lead_ids);
  -- The log keeps that something was done, by whom and when; not to whom, nor how.
  UPDATE audit_log SET subject_id = NULL, details = '{"erased": true}'
   WHERE tenant_id = tenant AND subject_id = ANY (SELECT id::text FROM unnest(lead_ids) AS id);
  -- Values sampled from files that were imported, for a screen that is not needed any more.
  UPDATE imports SET profile = NULL WHERE tenant_id = tenant AND status IN ('done', 'failed', 'cancelled');
  FOR t, assignments_sql, found_sql IN
    SELECT name,
           string_agg(format('%1$I = CASE WHEN %1$I IS NULL THEN NULL ELSE without_traces(%1$I::text, $2)::%2$s END',
                             a.attname, format_type(a.atttypid, NULL)), ', '),
           format('CASE WHEN lower(concat_ws(%L, %s)) LIKE ANY ($3) THEN %s END', ' ',
                  string_agg(format('%I', a.attname), ', '), string_agg(format('%I::text ~* $2', a.attname), ' OR '))
      FROM tenant_tables() AS name
      JOIN pg_attribute a ON a.attrelid = name::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE name NOT IN ('invitations', 'lead_score_factors', 'score_history')
       AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'json'::regtype, 'text[]'::regtype)
     GROUP BY name
  LOOP
    EXECUTE format('UPDATE %I SET %s WHERE tenant_id = $1 AND (%s)', t, assignments_sql, found_sql)
      USING tenant, pattern, likely;
  END LOOP;
  IF to_regclass('pgboss.job') IS NOT NULL THEN
    -- A job that waits for several leads goes on with the others.
    UPDATE pgboss.job
       SET data = jsonb_set(data, '{leadIds}', (data->'leadIds') - ARRAY(SELECT id::text FROM unnest(lead_ids) AS id))
     WHERE data->>'tenantId' = tenant::text AND jsonb_typeof(data->'leadIds') = 'array' AND data::text ~* pattern
       AND state IN ('created', 'retry', 'active');
    DELETE FROM pgboss.job WHERE data->>'tenantId' = tenant::text AND (data::text ~* pattern OR output::text ~* pattern);
  END IF;
  IF to_regclass('pgboss.archive') IS NOT NULL THEN
    DELETE FROM pgboss.archive
     WHERE data->>'tenantId' = tenant::text AND (data::text ~* pattern OR output::text ~* pattern);
  END IF;
END $$;
REVOKE ALL ON FUNCTION app_erase_leads(uuid[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_erase_leads(uuid[], text[]) TO firstcall_app;

-- The ledger is kept as it was written, whoever asks, erasure excepted: that is the tables' owner, by the function above.
CREATE OR REPLACE FUNCTION overrides_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
     AND to_jsonb(NEW) - ARRAY['reason', 'note', 'decision_note'] = to_jsonb(OLD) - ARRAY['reason', 'note', 'decision_note'] THEN
    RETURN NEW;
  END IF;
  IF OLD.status NOT IN ('requested', 'active') THEN
    RAISE EXCEPTION 'an override that is over does not change' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'active' AND
     (NEW.effective_score, NEW.effective_band, NEW.machine_score, NEW.machine_band, NEW.score_version, NEW.direction,
      NEW.decided_by, NEW.decided_at, NEW.decision_note, NEW.started_at)
     IS DISTINCT FROM
     (OLD.effective_score, OLD.effective_band, OLD.machine_score, OLD.machine_band, OLD.score_version, OLD.direction,
      OLD.decided_by, OLD.decided_at, OLD.decision_note, OLD.started_at) THEN
    RAISE EXCEPTION 'what an override in force replaced does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- Predictions come as lines of text instead of JSON: a line a prediction (ASCII 30 between two), its fields divided by
-- ASCII 31, an empty one for NULL. Neither stands in JSON, a number or an id. Read so, a group of them takes half the time.
DROP FUNCTION answer_scores(uuid, uuid, text, integer, timestamptz, json);
DROP FUNCTION log_predictions(uuid, json);

-- Writes what several requests of one tenant were answered, in one statement, as the caller and under that tenant.
CREATE FUNCTION log_predictions(tenant uuid, lines text) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  written integer;
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true);
  INSERT INTO predictions (tenant_id, created_at, id, key_id, source, scorer_id, scorer_version, scorer_hash, email_hash,
                           moment, total, unrounded, margin, probability, band, latency_us, inputs)
  SELECT tenant, to_timestamp(f[1]::float8 / 1000), f[2]::uuid, f[3]::uuid, f[4], f[5]::uuid, f[6], f[7], f[8],
         to_timestamp(f[9]::float8 / 1000), f[10]::integer, f[11]::float8, f[12]::float8, f[13]::float8, f[14],
         f[15]::integer, f[16]::json
    FROM string_to_table(lines, chr(30)) AS line,
         LATERAL (SELECT string_to_array(line, chr(31), '') AS f OFFSET 0) AS fields;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;
REVOKE ALL ON FUNCTION log_predictions(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_predictions(uuid, text) TO firstcall_app;

-- What one key was answered at one moment, in one statement: counts the requests and logs the predictions of those that
-- are within the limit, the first ones. Answers how many that are, NULL where the key does not work any more; what is
-- refused leaves no prediction.
CREATE FUNCTION answer_scores(tenant uuid, key uuid, key_hash text, asked integer, moment timestamptz, lines text)
RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  granted integer := (spend_api_requests(ARRAY[tenant], ARRAY[key], ARRAY[key_hash], ARRAY[asked], moment))[1];
BEGIN
  IF granted = asked THEN
    PERFORM log_predictions(tenant, lines);
  ELSIF granted > 0 THEN
    PERFORM log_predictions(tenant, (SELECT string_agg(l.line, chr(30) ORDER BY l.at)
                                       FROM string_to_table(lines, chr(30)) WITH ORDINALITY AS l(line, at)
                                      WHERE l.at <= granted));
  END IF;
  RETURN granted;
END $$;
REVOKE ALL ON FUNCTION answer_scores(uuid, uuid, text, integer, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answer_scores(uuid, uuid, text, integer, timestamptz, text) TO firstcall_app;

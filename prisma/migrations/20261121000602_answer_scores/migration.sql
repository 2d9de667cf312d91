-- What one key was answered at one moment, in one statement: counts the requests and logs the predictions of those that
-- are within the limit, the first ones. Answers how many that are, NULL where the key does not work any more; what is
-- refused leaves no prediction.
CREATE FUNCTION answer_scores(tenant uuid, key uuid, key_hash text, asked integer, moment timestamptz, rows json)
RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  granted integer := (spend_api_requests(ARRAY[tenant], ARRAY[key], ARRAY[key_hash], ARRAY[asked], moment))[1];
BEGIN
  IF granted = asked THEN
    PERFORM log_predictions(tenant, rows);
  ELSIF granted > 0 THEN
    PERFORM log_predictions(tenant, (SELECT json_agg(row.value ORDER BY row.at)
                                       FROM json_array_elements(rows) WITH ORDINALITY AS row(value, at)
                                      WHERE row.at <= granted));
  END IF;
  RETURN granted;
END $$;
REVOKE ALL ON FUNCTION answer_scores(uuid, uuid, text, integer, timestamptz, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answer_scores(uuid, uuid, text, integer, timestamptz, json) TO firstcall_app;

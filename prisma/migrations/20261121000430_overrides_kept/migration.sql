-- The ledger is kept as it was written, whoever asks. What replaced what, by whom and since when is settled once an
-- override is in force; an entry that is over does not change at all. (Its reason was never open to change: no grant.)
CREATE FUNCTION overrides_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER overrides_kept BEFORE UPDATE ON overrides FOR EACH ROW EXECUTE FUNCTION overrides_kept();

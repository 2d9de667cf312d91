-- The list's other orders carry what it filters on, as the ranking does: a filtered page by name or date is found in
-- the index alone, without reading the rows it skips. (Prisma's schema language has no INCLUDE; names and columns are
-- as it knows them.)
DROP INDEX leads_by_name;
DROP INDEX leads_by_created;
DROP INDEX leads_by_activity;
DROP INDEX leads_by_scored;

CREATE INDEX leads_by_name ON leads (tenant_id, sort_name, id)
  INCLUDE (is_open, status, effective_band, effective_score, owner_id, source);
CREATE INDEX leads_by_created ON leads (tenant_id, created_at DESC NULLS LAST, id)
  INCLUDE (is_open, status, effective_band, effective_score, owner_id, source);
CREATE INDEX leads_by_activity ON leads (tenant_id, last_activity_at DESC NULLS LAST, id)
  INCLUDE (is_open, status, effective_band, effective_score, owner_id, source);
CREATE INDEX leads_by_scored ON leads (tenant_id, score_updated_on DESC NULLS LAST, id)
  INCLUDE (is_open, status, effective_band, effective_score, owner_id, source);

-- Searching the open leads, which is what most people do, reads the open ones only.
DROP INDEX leads_open_rank;
CREATE INDEX leads_open_rank ON leads (tenant_id, effective_score DESC, score_unrounded DESC, score_margin DESC, id)
  INCLUDE (status, effective_band, owner_id, source, search_text) WHERE is_open;

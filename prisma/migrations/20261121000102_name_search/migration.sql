-- What people search for is mostly a name, so in the order of names the hits lie far from where a page begins: that
-- order carries the searched text too. By date, hits are spread, and the list finds them another way.
DROP INDEX leads_by_name;
CREATE INDEX leads_by_name ON leads (tenant_id, sort_name, id)
  INCLUDE (is_open, status, effective_band, effective_score, owner_id, source, search_text);

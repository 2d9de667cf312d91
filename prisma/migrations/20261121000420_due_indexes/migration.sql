-- What came due since a moment ago, asked every few seconds: whoever owns it.
CREATE INDEX leads_due_at ON leads (tenant_id, due_at) WHERE is_open AND due_at IS NOT NULL;
CREATE INDEX leads_snoozed ON leads (tenant_id, snoozed_until) WHERE snoozed_until IS NOT NULL;

-- Months as numbers (year * 12 + month - 1, in the workspace's zone) and what a count was made with: the page groups
-- 100,000 rows by month, and asks for neither the outcome nor the choices again.
ALTER TABLE "insight_leads" ADD COLUMN "counted_month" SMALLINT,
ADD COLUMN "created_month" SMALLINT;
ALTER TABLE "insight_counts" ADD COLUMN "basis" JSONB;
-- Rows from before have no months: they are counted anew.
UPDATE "insight_counts" SET subject = '';

-- AlterTable
ALTER TABLE "rule_sets" ADD COLUMN     "scores_as" UUID;

-- AlterTable
ALTER TABLE "models" ADD COLUMN     "scores_as" UUID;



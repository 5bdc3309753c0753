-- AlterTable
ALTER TABLE "dataset_versions" ADD COLUMN     "base_version_id" UUID,
ADD COLUMN     "sources" JSONB NOT NULL DEFAULT '[]';



-- AlterTable
ALTER TABLE "dataset_versions" ADD COLUMN     "made_from" JSONB;

-- CreateTable
CREATE TABLE "feature_recipes" (
    "dataset_id" UUID NOT NULL,
    "events_dataset_id" UUID,
    "events_name" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "follows" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feature_recipes_pkey" PRIMARY KEY ("dataset_id")
);

-- CreateIndex
CREATE INDEX "feature_recipes_events_dataset_id_idx" ON "feature_recipes"("events_dataset_id");

-- AddForeignKey
ALTER TABLE "feature_recipes" ADD CONSTRAINT "feature_recipes_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feature_recipes" ADD CONSTRAINT "feature_recipes_events_dataset_id_fkey" FOREIGN KEY ("events_dataset_id") REFERENCES "datasets"("id") ON DELETE SET NULL ON UPDATE CASCADE;



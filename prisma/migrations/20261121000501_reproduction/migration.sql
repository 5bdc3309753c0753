-- AlterTable
ALTER TABLE "segmentations" ADD COLUMN "fingerprint" JSONB,
ADD COLUMN "rerun_of_id" UUID;

-- AddForeignKey
ALTER TABLE "segmentations" ADD CONSTRAINT "segmentations_rerun_of_id_fkey" FOREIGN KEY ("rerun_of_id") REFERENCES "segmentations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "embeddings" (
    "segmentation_id" UUID NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "progress_stage" TEXT,
    "progress_ratio" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "rows" INTEGER,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "embeddings_pkey" PRIMARY KEY ("segmentation_id")
);

-- AddForeignKey
ALTER TABLE "embeddings" ADD CONSTRAINT "embeddings_segmentation_id_fkey" FOREIGN KEY ("segmentation_id") REFERENCES "segmentations"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- CreateTable
CREATE TABLE "recommenders" (
    "id" UUID NOT NULL,
    "dataset_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "schedule" TEXT NOT NULL DEFAULT 'none',
    "promoted_version_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recommenders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recommender_versions" (
    "id" UUID NOT NULL,
    "recommender_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "dataset_version_id" UUID,
    "dataset_version_number" INTEGER NOT NULL,
    "segmentation_id" UUID,
    "algorithm" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "interactions" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'queued',
    "progress_stage" TEXT,
    "progress_ratio" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "promote_when_done" BOOLEAN NOT NULL DEFAULT false,
    "learned_from" JSONB,
    "quality" JSONB,
    "timings_ms" JSONB,
    "model_bytes" BIGINT,
    "error_code" TEXT,
    "error_message" TEXT,
    "started_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "recommender_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_events" (
    "id" BIGSERIAL NOT NULL,
    "dataset_id" UUID NOT NULL,
    "client_id" TEXT,
    "user_key" TEXT NOT NULL,
    "item_key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "value" DOUBLE PRECISION,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "test_user" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appended_at" TIMESTAMPTZ(3),
    "append_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recommenders_promoted_version_id_key" ON "recommenders"("promoted_version_id");

-- CreateIndex
CREATE INDEX "recommenders_dataset_id_idx" ON "recommenders"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "recommender_versions_recommender_id_number_key" ON "recommender_versions"("recommender_id", "number");

-- CreateIndex
CREATE INDEX "live_events_dataset_id_user_key_id_idx" ON "live_events"("dataset_id", "user_key", "id");

-- CreateIndex
CREATE INDEX "live_events_appended_at_test_user_dataset_id_idx" ON "live_events"("appended_at", "test_user", "dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "live_events_dataset_id_client_id_key" ON "live_events"("dataset_id", "client_id");

-- AddForeignKey
ALTER TABLE "recommenders" ADD CONSTRAINT "recommenders_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommenders" ADD CONSTRAINT "recommenders_promoted_version_id_fkey" FOREIGN KEY ("promoted_version_id") REFERENCES "recommender_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommenders" ADD CONSTRAINT "recommenders_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommender_versions" ADD CONSTRAINT "recommender_versions_recommender_id_fkey" FOREIGN KEY ("recommender_id") REFERENCES "recommenders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommender_versions" ADD CONSTRAINT "recommender_versions_dataset_version_id_fkey" FOREIGN KEY ("dataset_version_id") REFERENCES "dataset_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recommender_versions" ADD CONSTRAINT "recommender_versions_segmentation_id_fkey" FOREIGN KEY ("segmentation_id") REFERENCES "segmentations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "live_events" ADD CONSTRAINT "live_events_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;



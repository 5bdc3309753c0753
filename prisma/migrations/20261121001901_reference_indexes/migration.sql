-- CreateIndex
CREATE INDEX "advices_dataset_id_idx" ON "advices"("dataset_id");

-- CreateIndex
CREATE INDEX "audiences_dataset_id_idx" ON "audiences"("dataset_id");

-- CreateIndex
CREATE INDEX "audiences_segmentation_id_idx" ON "audiences"("segmentation_id");

-- CreateIndex
CREATE INDEX "dashboards_dataset_id_idx" ON "dashboards"("dataset_id");

-- CreateIndex
CREATE INDEX "datasets_items_dataset_id_idx" ON "datasets"("items_dataset_id");

-- CreateIndex
CREATE INDEX "datasets_profiles_dataset_id_idx" ON "datasets"("profiles_dataset_id");

-- CreateIndex
CREATE INDEX "recommender_versions_dataset_version_id_idx" ON "recommender_versions"("dataset_version_id");

-- CreateIndex
CREATE INDEX "recommender_versions_segmentation_id_idx" ON "recommender_versions"("segmentation_id");

-- CreateIndex
CREATE INDEX "scorings_segmentation_id_idx" ON "scorings"("segmentation_id");

-- CreateIndex
CREATE INDEX "scorings_dataset_id_idx" ON "scorings"("dataset_id");

-- CreateIndex
CREATE INDEX "segmentations_dataset_version_id_idx" ON "segmentations"("dataset_version_id");

-- CreateIndex
CREATE INDEX "segmentations_rerun_of_id_idx" ON "segmentations"("rerun_of_id");

-- CreateIndex
CREATE INDEX "share_links_segmentation_id_idx" ON "share_links"("segmentation_id");



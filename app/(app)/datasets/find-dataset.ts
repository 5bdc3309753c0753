import { cache } from "react";
import { AppError } from "@/lib/errors";
import type { Dataset } from "@/lib/schemas/dataset";
import { getDataset } from "@/lib/services/datasets";

/** The dataset, or undefined when it doesn't exist (any more). One look-up a request. */
export const findDataset = cache(async (id: string): Promise<Dataset | undefined> => {
  try {
    return await getDataset(id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return undefined;
    throw error;
  }
});

import { describe, expect, it } from "vitest";
import { segmentationPlanSchema } from "@/lib/schemas/segmentation";

const planWith = (features: string[]) => segmentationPlanSchema.safeParse({ algorithm: "pca", features, parameters: {} });

describe("features of a plan", () => {
  it("are refused by name where one is chosen twice: it would weigh twice", () => {
    expect(planWith(["spend", "visits"]).success).toBe(true);
    expect(planWith(["spend", "visits", "spend"]).error?.issues[0]).toMatchObject({ path: ["features"], message: "“spend” is chosen twice" });
  });
});

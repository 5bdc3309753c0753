import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route";
import { comparisonSchema } from "@/lib/schemas/comparison";
import { idSchema } from "@/lib/schemas/paging";
import { compareSegmentations } from "@/lib/services/comparison";

export const GET = defineRoute({
  auth: "viewer",
  params: z.object({ id: idSchema, otherId: idSchema }),
  response: comparisonSchema,
  handler: ({ params }) => compareSegmentations(params.id, params.otherId),
});

import { defineRoute } from "@/lib/http/define-route";
import { jobListQuerySchema, jobListSchema } from "@/lib/schemas/job";
import { listJobs } from "@/lib/services/jobs";

export const GET = defineRoute({
  auth: "admin",
  query: jobListQuerySchema,
  response: jobListSchema,
  handler: ({ query }) => listJobs(query.limit),
});

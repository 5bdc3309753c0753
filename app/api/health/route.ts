import { defineRoute } from "@/lib/http/define-route";
import { healthSchema } from "@/lib/schemas/health";
import { checkHealth } from "@/lib/services/health";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  auth: "public",
  response: healthSchema,
  handler: async () => {
    const health = await checkHealth();
    return Response.json(health, { status: health.status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } });
  },
});

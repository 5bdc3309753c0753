import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route";

/** Every address under /api that no route has: an API answers with a problem, not with a page. */
const route = defineRoute({
  auth: "viewer",
  handler: () => {
    throw new AppError("not_found", "The API has no such address. GET /api/v1/openapi.json lists all of them.");
  },
});

export { route as DELETE, route as GET, route as PATCH, route as POST, route as PUT };

import { defineRoute } from "@/lib/http/define-route";
import { itemSearchQuerySchema, itemSearchSchema } from "@/lib/schemas/item-search";
import { searchItems } from "@/lib/services/item-search";

export const GET = defineRoute({
  auth: "viewer",
  query: itemSearchQuerySchema,
  response: itemSearchSchema,
  handler: ({ query }) => searchItems(query),
});

import { defineRoute } from "@/lib/http/define-route";
import { buildOpenApiDocument } from "@/lib/http/openapi/build-document";
import { openApiDocumentSchema } from "@/lib/http/openapi/document-schema";
import { apiOperations } from "./api-operations";

export const GET = defineRoute({
  auth: "viewer",
  response: openApiDocumentSchema,
  handler: () => buildOpenApiDocument(apiOperations),
});

import { contentLength } from "@/lib/http/content-length";
import { defineRoute } from "@/lib/http/define-route";
import { readUpload } from "@/lib/http/read-upload";
import { versionCreatedSchema, versionUploadQuerySchema } from "@/lib/schemas/dataset-version";
import { idParamsSchema } from "@/lib/schemas/paging";
import { receiveVersion } from "@/lib/services/dataset-receive";
import { requireUploadSize, spoolUpload } from "@/lib/services/dataset-upload";

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  query: versionUploadQuerySchema,
  response: versionCreatedSchema,
  status: 201,
  handler: async ({ user, params, query, request }) => {
    await requireUploadSize(contentLength(request));
    const received = await readUpload(request, ({ stream, fileName }) => spoolUpload(stream, query.filename ?? fileName));
    return receiveVersion(user, params.id, received, query);
  },
});

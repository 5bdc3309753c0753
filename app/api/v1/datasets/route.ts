import { contentLength } from "@/lib/http/content-length";
import { defineRoute } from "@/lib/http/define-route";
import { readUpload } from "@/lib/http/read-upload";
import { datasetCreatedSchema, datasetPageSchema } from "@/lib/schemas/dataset";
import { datasetListQuerySchema, uploadQuerySchema } from "@/lib/schemas/dataset-version";
import { receiveDataset } from "@/lib/services/dataset-receive";
import { requireUploadSize, spoolUpload } from "@/lib/services/dataset-upload";
import { listDatasets } from "@/lib/services/datasets";

export const GET = defineRoute({
  auth: "viewer",
  query: datasetListQuerySchema,
  response: datasetPageSchema,
  handler: ({ query }) => listDatasets(query),
});

export const POST = defineRoute({
  auth: "analyst",
  query: uploadQuerySchema,
  response: datasetCreatedSchema,
  status: 201,
  handler: async ({ user, query, request }) => {
    await requireUploadSize(contentLength(request));
    const received = await readUpload(request, ({ stream, fileName }) => spoolUpload(stream, query.filename ?? fileName));
    return receiveDataset(user, received, query);
  },
});

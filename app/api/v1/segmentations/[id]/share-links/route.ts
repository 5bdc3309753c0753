import { defineRoute } from "@/lib/http/define-route";
import { publicOrigin } from "@/lib/http/public-origin";
import { idParamsSchema } from "@/lib/schemas/paging";
import { shareLinkCreatedSchema, shareLinkListSchema, shareLinkRequestSchema } from "@/lib/schemas/report";
import { createShareLink, listShareLinks } from "@/lib/services/share-links";

export const GET = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  response: shareLinkListSchema,
  handler: async ({ params }) => ({ items: await listShareLinks(params.id) }),
});

export const POST = defineRoute({
  auth: "analyst",
  params: idParamsSchema,
  body: shareLinkRequestSchema,
  response: shareLinkCreatedSchema,
  status: 201,
  handler: async ({ user, params, body, request }) => {
    const { token, ...link } = await createShareLink(user, params.id, body.days);
    return { ...link, url: `${publicOrigin(request.headers)}/shared/${token}` };
  },
});

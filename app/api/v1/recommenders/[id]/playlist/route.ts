import { defineRoute } from "@/lib/http/define-route";
import { idParamsSchema } from "@/lib/schemas/paging";
import { playlistRequestSchema, playlistSchema } from "@/lib/schemas/recommendation";
import { playlistFrom } from "@/lib/services/recommender-playlist";

export const POST = defineRoute({
  auth: "viewer",
  params: idParamsSchema,
  body: playlistRequestSchema,
  response: playlistSchema,
  handler: ({ params, body }) => playlistFrom(params.id, body),
});

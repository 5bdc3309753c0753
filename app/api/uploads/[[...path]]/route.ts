import { defineRoute } from "@/lib/http/define-route";
import { resumableServer } from "@/lib/http/resumable-server";
import { resumableUploads } from "@/lib/services/resumable-uploads";

const serve = resumableServer(resumableUploads);

/** Resumable uploads by the tus protocol; made for browsers, and open to every tus client with an API token. */
const route = defineRoute({ auth: "analyst", handler: ({ user, request, requestId }) => serve(user, request, requestId) });

export { route as DELETE, route as HEAD, route as OPTIONS, route as PATCH, route as POST };

import { randomBytes } from "node:crypto";

/**
 * Next answers a method that a route does not have with an empty 405. The API promises a problem document with every
 * error, and HTTP the methods that there are: this fills both in, for addresses under /api.
 * @param askAllowed (path) => the value of `Allow`, undefined where nobody knows
 */
export function explainMethodNotAllowed(request, response, askAllowed) {
  if (!request.url?.startsWith("/api/")) return;
  const end = response.end.bind(response);
  const writeHead = response.writeHead.bind(response);
  let explained = false;
  // Next's compression sends the head just before the end; this one has to wait for what it says.
  response.writeHead = (status, ...rest) => {
    if (status !== 405 || explained) return writeHead(status, ...rest);
    response.statusCode = status;
    return response;
  };
  response.end = (...rest) => {
    if (response.statusCode !== 405 || response.headersSent) return end(...rest);
    explained = true;
    askAllowed(new URL(request.url, "http://localhost").pathname).then((allow) => {
      if (allow) response.setHeader("Allow", allow);
      const requestId = randomBytes(8).toString("hex");
      response.setHeader("Content-Type", "application/problem+json");
      response.setHeader("X-Request-Id", requestId);
      end(JSON.stringify(problemOf(request.method, allow, requestId)));
    });
    return response;
  };
}

function problemOf(method, allow, requestId) {
  const detail = `This address does not take ${method}${allow ? `; it takes ${allow}` : ""}. GET /api/v1/openapi.json describes each call.`;
  return { type: "/problems/method_not_allowed", title: "This method is not possible here", status: 405, detail, code: "method_not_allowed", requestId };
}

/** What a route says of itself: Next answers OPTIONS for each. */
export function askServer(server) {
  return async (path) => {
    const { address, port } = server.address();
    const host = address.includes(":") ? `[${address}]` : address;
    const answer = await fetch(`http://${host}:${port}${path}`, { method: "OPTIONS" }).catch(() => undefined);
    return answer?.headers.get("allow") ?? undefined;
  };
}

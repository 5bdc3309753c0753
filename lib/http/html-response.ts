interface PageOptions {
  status?: number;
  /** A page for people whom nobody knows: it may load nothing, run nothing, be found by nobody, and tell nobody where it is. */
  isPublic?: boolean;
}

const publicHeaders = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-robots-tag": "noindex, nofollow",
  "referrer-policy": "no-referrer",
};

/** A whole page that is no part of the application, never cached. */
export function htmlResponse(page: string, { status = 200, isPublic = false }: PageOptions = {}): Response {
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "private, no-store", "x-content-type-options": "nosniff" };
  return new Response(page, { status, headers: isPublic ? { ...headers, ...publicHeaders } : headers });
}

import { NextResponse, type NextRequest } from "next/server";

/**
 * Tells server components which page was asked for, so that a shared link is still there after signing in.
 * It decides nothing, and must never match /api: a matched upload would be cut at 10 MB.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-tessera-path", request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ["/((?!api/|_next/|icon|favicon|robots).*)"] };

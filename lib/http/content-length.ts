/** The announced size of a request's body in bytes; 0 when it is not announced. */
export function contentLength(request: Request): number {
  const bytes = Number(request.headers.get("content-length") ?? 0);
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0;
}

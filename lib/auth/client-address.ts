/**
 * The address a request came from, as the nearest proxy (or Next's own server) wrote it. Good for slowing one client down,
 * not for trusting one: without a proxy a client can write the header itself, so limits must also count by what is attacked.
 */
export function clientAddress(headers: Headers): string {
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return forwarded || headers.get("x-real-ip") || "unknown";
}

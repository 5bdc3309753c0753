/** A success whose JSON is kept as text: nothing is written anew for who asks again. */
export function jsonTextResponse(text: string): Response {
  return new Response(text, { headers: { "content-type": "application/json", "cache-control": "private, no-store" } });
}

/** What a browser is told of a file that it saves. `name` may hold anything; old clients get an ASCII form of it. */
function attachmentHeaders(name: string, mediaType: string): Record<string, string> {
  const safe = name.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/gu, "_").slice(0, 150) || "export";
  const ascii = safe.normalize("NFKD").replace(/[^\x20-\x7e]+/gu, "_").replace(/["\\;%]/gu, "_");
  const encoded = encodeURIComponent(safe.toWellFormed()).replace(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    "content-type": mediaType,
    "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
}

const mediaTypes = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8", parquet: "application/vnd.apache.parquet", html: "text/html; charset=utf-8" } as const;

/** A stream as a download. */
export function downloadResponse(download: { stream: ReadableStream<Uint8Array>; name: string; format: keyof typeof mediaTypes }): Response {
  return new Response(download.stream, { headers: attachmentHeaders(`${download.name}.${download.format}`, mediaTypes[download.format]) });
}

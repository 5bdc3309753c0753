const connectionCodes = new Set([
  "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN",
  // PostgreSQL: connection exceptions and a server that stops or starts.
  "08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03", "53300",
  // Prisma: can't reach, timed out, connection closed, pool exhausted.
  "P1001", "P1002", "P1008", "P1017", "P2024", "P2037",
]);
const connectionMessages = /connection (terminated|closed|refused)|can't reach database|server has closed the connection|timeout exceeded when trying to connect/iu;

/** Whether an error says that the database is away for now, so that trying again later is right. */
export function isDatabaseOutage(error: unknown): boolean {
  for (let depth = 0, current: unknown = error; depth < 5 && typeof current === "object" && current !== null; depth++) {
    const { code, message, cause, meta } = current as { code?: unknown; message?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } };
    if (typeof code === "string" && connectionCodes.has(code)) return true;
    if (code === "database_unavailable") return true;
    if (typeof message === "string" && connectionMessages.test(message)) return true;
    current = cause ?? meta?.driverAdapterError;
  }
  return false;
}

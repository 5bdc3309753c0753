import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { logger } from "@/lib/http/logger";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

function logFailure(error: unknown): void {
  logger().error({ err: error }, "a sign-in could not be decided");
}

async function handle(request: Request, context: Context): Promise<Response> {
  const response: unknown = await NextAuth(request as never, context as never, nextAuthOptions(logFailure));
  return response as Response;
}

export { handle as GET, handle as POST };

import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: Request, context: Context): Promise<Response> {
  const response: unknown = await NextAuth(request as never, context as never, nextAuthOptions());
  return response as Response;
}

export { handle as GET, handle as POST };

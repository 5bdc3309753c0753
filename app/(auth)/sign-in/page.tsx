import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/account/sign-in-form";
import { Card } from "@/components/ui/card";
import { getCurrentUser } from "@/lib/auth/require-user";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { ensureConfiguredAdmin, needsSetup } from "@/lib/services/setup";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const next = safeNextPath((await searchParams).next);
  if (await getCurrentUser()) redirect(next);
  await ensureConfiguredAdmin();
  if (await needsSetup()) redirect("/setup");
  return (
    <Card className="w-full max-w-sm p-6">
      <h1 className="mb-4 text-xl font-semibold tracking-tight">Sign in</h1>
      <SignInForm next={next} />
    </Card>
  );
}

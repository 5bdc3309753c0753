import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupForm } from "@/components/account/setup-form";
import { Card } from "@/components/ui/card";
import { ensureConfiguredAdmin, needsSetup } from "@/lib/services/setup";

export const metadata: Metadata = { title: "Set up" };
// Whether set-up is open is asked of the database at each visit.
export const dynamic = "force-dynamic";

export default async function SetupPage() {
  await ensureConfiguredAdmin();
  if (!(await needsSetup())) redirect("/sign-in");
  return (
    <Card className="w-full max-w-sm p-6">
      <h1 className="text-xl font-semibold tracking-tight">Make the first administrator</h1>
      <p className="mt-1 mb-4 text-sm text-muted">
        Nobody can sign in yet. You will invite the others, and everything stays on this server.
      </p>
      <SetupForm />
    </Card>
  );
}

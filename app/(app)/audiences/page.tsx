import type { Metadata } from "next";
import { AudienceList } from "@/components/workbench/audience-list";
import { requireUser } from "@/lib/auth/require-user";

export const metadata: Metadata = { title: "Audiences" };

export default async function Page() {
  const { role } = await requireUser();
  return <AudienceList canChange={role !== "viewer"} />;
}

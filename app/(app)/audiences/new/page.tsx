import type { Metadata } from "next";
import { NewAudience } from "@/components/workbench/new-audience";
import { requireRole } from "@/lib/auth/require-user";

export const metadata: Metadata = { title: "New audience" };

export default async function Page() {
  await requireRole("analyst");
  return <NewAudience />;
}

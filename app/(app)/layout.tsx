import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { requireUser } from "@/lib/auth/require-user";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { name, role } = await requireUser();
  return <AppShell user={{ name, role }}>{children}</AppShell>;
}

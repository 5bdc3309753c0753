import type { Metadata } from "next";
import { RuleBookPage } from "@/components/workbench/rule-book-page";
import { requireUser } from "@/lib/auth/require-user";
import { getRuleBook } from "@/lib/services/rule-book";

export const metadata: Metadata = { title: "Rule book" };

export default async function Page() {
  const { role } = await requireUser();
  return <RuleBookPage initial={await getRuleBook()} canChange={role !== "viewer"} />;
}

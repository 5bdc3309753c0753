import type { Metadata } from "next";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Nothing is here" };

/** An address that no page has; within the signed-in pages their own stands in its place. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center px-4">
      <EmptyState icon={SearchX} title={<h1 className="text-xl">Nothing is here</h1>} action={<Button asChild variant="primary"><Link href="/">Go home</Link></Button>}>
        No page has this address. The link may be incomplete, or what it led to was deleted.
      </EmptyState>
    </main>
  );
}

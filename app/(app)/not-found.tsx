import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <EmptyState icon={SearchX} title={<h1>Nothing is here</h1>} action={<Button asChild variant="primary"><Link href="/">Go home</Link></Button>}>
      It may have been deleted, or the link is not complete.
    </EmptyState>
  );
}

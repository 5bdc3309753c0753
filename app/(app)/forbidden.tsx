import { Lock } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function Forbidden() {
  return (
    <EmptyState icon={Lock} title="Your role does not allow this" action={<Button asChild variant="primary"><Link href="/">Go home</Link></Button>}>
      Only administrators see this page. Ask one to change your role if you need it.
    </EmptyState>
  );
}

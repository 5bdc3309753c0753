import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Step } from "./next-step-for";

export function NextStep({ step }: { step: Step }) {
  return (
    <Card aria-label="What to do next" className="mb-3.5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-accent/30 bg-accent-soft">
      <div className="min-w-0">
        <p className="text-base font-semibold break-words">{step.title}</p>
        <p className="text-sm text-muted">{step.sentence}</p>
      </div>
      <Button asChild variant="primary"><Link href={step.href}>{step.action}<ArrowRight aria-hidden /></Link></Button>
    </Card>
  );
}

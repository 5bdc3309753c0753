"use client";

import { Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { useOpenCommandMenu } from "./command-menu-provider";

export function CommandMenuTrigger({ compact = false, className }: { compact?: boolean; className?: string }) {
  const open = useOpenCommandMenu();
  if (compact) {
    return <Button variant="ghost" size="icon" aria-label="Search or jump to" onClick={open} className={className}><Search aria-hidden /></Button>;
  }
  return (
    <Button onClick={open} aria-keyshortcuts="Control+K Meta+K" className={cn("w-50 justify-start font-normal text-muted", className)}>
      <Search aria-hidden /> Search or jump to… <Kbd className="ml-auto">⌘K</Kbd>
    </Button>
  );
}

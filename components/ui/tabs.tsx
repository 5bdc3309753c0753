"use client";

import { Tabs as RadixTabs } from "radix-ui";
import { useEffect, useRef, type ComponentProps } from "react";
import { cn } from "./class-names";

export const Tabs = RadixTabs.Root;

/** Reaches 6 px beyond the line on both sides, so that a tab's focus ring has room and its text still stands flush with the page. */
export function TabsList({ className, ...props }: ComponentProps<typeof RadixTabs.List>) {
  const list = useRef<HTMLDivElement>(null);
  const lastActive = useRef<Element>(null);
  // On a phone the tabs scroll; the one that a link names must not stay out of sight. A reader's own scrolling is left alone.
  useEffect(() => {
    const active = list.current?.querySelector<HTMLElement>("[data-state=active]");
    if (!list.current || !active || active === lastActive.current) return;
    lastActive.current = active;
    const { scrollLeft, clientWidth } = list.current;
    const isWhole = active.offsetLeft >= scrollLeft && active.offsetLeft + active.offsetWidth <= scrollLeft + clientWidth;
    if (!isWhole) list.current.scrollLeft = active.offsetLeft - (clientWidth - active.offsetWidth) / 2;
  });
  return (
    <div className="border-b border-line print:hidden">
      <RadixTabs.List {...props} ref={list} className={cn("relative -mx-1.5 -mb-px flex gap-2 overflow-x-auto overflow-y-hidden", className)} />
    </div>
  );
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof RadixTabs.Trigger>) {
  return (
    <RadixTabs.Trigger
      {...props}
      className={cn(
        "relative h-9 shrink-0 rounded-control px-1.5 text-sm text-muted hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:font-semibold data-[state=active]:text-ink",
        "after:absolute after:inset-x-1.5 after:bottom-0 after:h-0.5 data-[state=active]:after:bg-accent",
        className,
      )}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof RadixTabs.Content>) {
  return <RadixTabs.Content {...props} className={cn("mt-3.5", className)} />;
}

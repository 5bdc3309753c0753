"use client";

import { Popover as RadixPopover } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

export const Popover = RadixPopover.Root;
export const PopoverTrigger = RadixPopover.Trigger;
export const PopoverClose = RadixPopover.Close;

export function PopoverContent({ className, ...props }: ComponentProps<typeof RadixPopover.Content>) {
  return (
    <RadixPopover.Portal>
      <RadixPopover.Content
        sideOffset={4}
        align="start"
        collisionPadding={8}
        {...props}
        className={cn("z-50 max-w-[calc(100vw-1rem)] animate-[panel-in_120ms_ease-out] rounded-card border border-line bg-panel p-3 text-sm", className)}
      />
    </RadixPopover.Portal>
  );
}

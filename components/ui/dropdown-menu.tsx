"use client";

import { DropdownMenu as RadixMenu } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

export const DropdownMenu = RadixMenu.Root;
export const DropdownMenuTrigger = RadixMenu.Trigger;

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof RadixMenu.Content>) {
  return (
    <RadixMenu.Portal>
      <RadixMenu.Content
        sideOffset={4}
        align="end"
        collisionPadding={8}
        {...props}
        className={cn("z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-[panel-in_120ms_ease-out] overflow-auto rounded-control border border-line bg-panel p-1", className)}
      />
    </RadixMenu.Portal>
  );
}

const itemClasses =
  "flex min-h-7 items-center gap-2 rounded-[5px] px-2 py-1 text-sm outline-none select-none data-[highlighted]:bg-soft data-[disabled]:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-muted";

export function DropdownMenuItem({ className, danger = false, ...props }: ComponentProps<typeof RadixMenu.Item> & { danger?: boolean }) {
  return <RadixMenu.Item {...props} className={cn(itemClasses, "cursor-pointer", danger && "text-danger [&_svg]:text-danger", className)} />;
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof RadixMenu.Label>) {
  return <RadixMenu.Label {...props} className={cn("px-2 pt-1.5 pb-0.5 text-2xs text-muted", className)} />;
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof RadixMenu.Separator>) {
  return <RadixMenu.Separator {...props} className={cn("-mx-1 my-1 h-px bg-line", className)} />;
}

"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./class-names";
import { useReturnFocus } from "./use-return-focus";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A panel at the right edge for something beside the page: closed by Escape, the backdrop or the cross. On a phone it fills the screen. */
export function Sheet({ open, onOpenChange, title, description, className, children }: SheetProps) {
  const returnFocus = useReturnFocus();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <RadixDialog.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...returnFocus}
          className={cn("fixed inset-y-0 right-0 z-50 flex w-[min(34rem,100vw)] flex-col border-l border-line bg-panel", className)}
        >
          <div className="flex items-start justify-between gap-4 border-b border-line px-5 pt-4 pb-3">
            <div className="min-w-0">
              <RadixDialog.Title className="text-lg font-semibold break-words">{title}</RadixDialog.Title>
              {description ? <RadixDialog.Description className="text-sm text-muted">{description}</RadixDialog.Description> : null}
            </div>
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-1.5"><X aria-hidden /></Button>
            </RadixDialog.Close>
          </div>
          <div className="min-h-0 grow overflow-y-auto px-5 py-4">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

"use client";

import { Dialog as RadixDialog } from "radix-ui";
import { SidebarContent, type ShellUser } from "./sidebar-content";

interface NavigationDrawerProps {
  user: ShellUser;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The sidebar of a phone: slides over the page, keeps the focus, closes with Escape or a choice. */
export function NavigationDrawer({ user, open, onOpenChange }: NavigationDrawerProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <RadixDialog.Content aria-describedby={undefined} className="fixed inset-y-0 left-0 z-50 w-64 max-w-[85vw] overflow-y-auto border-r border-line bg-background outline-none">
          <RadixDialog.Title className="sr-only">Navigation</RadixDialog.Title>
          <SidebarContent user={user} onNavigate={() => onOpenChange(false)} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

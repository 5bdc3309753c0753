"use client";

import { Menu } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { BrandMark } from "./brand-mark";
import { CommandMenuProvider } from "./command-menu-provider";
import { CommandMenuTrigger } from "./command-menu-trigger";
import { FullTextTitles } from "./full-text-titles";
import { SidebarContent, type ShellUser } from "./sidebar-content";

const NavigationDrawer = dynamic(() => import("./navigation-drawer").then((module) => module.NavigationDrawer), { ssr: false });

/** The frame around every page behind the sign-in: sidebar (a drawer on a phone), command menu, main area. */
export function AppShell({ user, children }: { user: ShellUser; children: ReactNode }) {
  return (
    <CommandMenuProvider role={user.role}>
      <FullTextTitles />
      <a href="#main" className="sr-only z-50 rounded-control bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        Skip to content
      </a>
      <div className="flex min-h-dvh flex-col md:flex-row">
        <aside className="sticky top-0 hidden h-dvh w-52 shrink-0 overflow-y-auto border-r border-line md:block print:hidden">
          <SidebarContent user={user} />
        </aside>
        <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-background px-3 md:hidden print:hidden">
          <NavigationButton user={user} />
          <Link href="/" className="flex items-center gap-2 font-semibold"><BrandMark className="size-4.5" /> Tessera</Link>
          <CommandMenuTrigger compact className="ml-auto" />
        </header>
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[92rem] min-w-0 grow px-4 pt-3 pb-12 outline-none md:px-7 print:max-w-none print:p-0">
          {children}
        </main>
      </div>
    </CommandMenuProvider>
  );
}

/** The drawer's code comes with its first opening: only phones need it. */
function NavigationButton({ user }: { user: ShellUser }) {
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          setWasOpened(true);
          setOpen(true);
        }}
      >
        <Menu aria-hidden />
      </Button>
      {wasOpened ? <NavigationDrawer user={user} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}

"use client";

import dynamic from "next/dynamic";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Role } from "@/lib/schemas/user";

// Loaded when first opened: a page's first load does not pay for the menu.
const CommandMenu = dynamic(() => import("./command-menu").then((module) => module.CommandMenu), { ssr: false });

const OpenContext = createContext<() => void>(() => undefined);

export function useOpenCommandMenu(): () => void {
  return useContext(OpenContext);
}

/** Holds the command menu and its shortcut, Ctrl-K or ⌘K. */
export function CommandMenuProvider({ role, children }: { role: Role; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const show = useMemo(
    () => () => {
      setWasOpened(true);
      setOpen(true);
    },
    [],
  );

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      show();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [show]);

  return (
    <OpenContext value={show}>
      {children}
      {wasOpened ? <CommandMenu role={role} open={open} onOpenChange={setOpen} /> : null}
    </OpenContext>
  );
}

"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where `toast()` of sonner shows: short news of what was done; errors that need action stay on the page. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{ className: "!rounded-[7px] !border-line !bg-panel !text-ink !text-[13px] !shadow-none !font-sans" }}
    />
  );
}

"use client";

import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";

/** Both labels are in the page and CSS shows the right one, so that nothing flickers before the script runs. */
export function ThemeToggle({ className }: { className?: string }) {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button type="button" className={className} onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}>
      <span className="contents dark:hidden"><Moon aria-hidden /> Dark theme</span>
      <span className="hidden dark:contents"><Sun aria-hidden /> Light theme</span>
    </button>
  );
}

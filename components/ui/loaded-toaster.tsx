"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { toast as sonner, Toaster as Sonner } from "sonner";
import { listenForToasts } from "./toast";

export function LoadedToaster() {
  const { resolvedTheme } = useTheme();
  // An effect of the parent runs after the toaster below has subscribed.
  useEffect(() => listenForToasts(({ tone, text, options }) => void sonner[tone](text, options)), []);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{ className: "!rounded-[7px] !border-line !bg-panel !text-ink !text-[13px] !shadow-none !font-sans" }}
    />
  );
}

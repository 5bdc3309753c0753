"use client";

import { useEffect } from "react";

/** Opens the entry that the address's fragment names, also when the fragment changes. */
export function OpenLinkedEntry() {
  useEffect(() => {
    const open = () => {
      const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      const entry = target?.closest("details");
      if (!entry) return;
      entry.open = true;
      entry.querySelector("summary")?.focus();
    };
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
  return null;
}

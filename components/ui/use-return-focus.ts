import { useRef } from "react";

/** What the focus goes back to: what has it now, or the button of the menu that it is in, which closes with its choice. */
function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return null;
  const trigger = active.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return trigger ? document.getElementById(trigger) : active;
}

/**
 * Gives the focus back to what had it when a modal opened. Radix does so only for a modal with a trigger of its own;
 * many here are opened by state, and a keyboard would start again at the top of the page.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = openerNow();
    },
    onCloseAutoFocus: (event: Event) => {
      if (!opener.current?.isConnected) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}

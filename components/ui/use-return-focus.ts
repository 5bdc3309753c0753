import { useRef } from "react";

/**
 * Gives the focus back to what had it when a modal opened. Radix does so only for a modal with a trigger of its own;
 * many here are opened by state, and a keyboard would start again at the top of the page.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    },
    onCloseAutoFocus: (event: Event) => {
      // An entry of a menu is gone by now; the menu itself has given the focus back.
      if (!opener.current?.isConnected || opener.current === document.body) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}

import type { KeyboardEvent } from "react";

/** Makes an SVG group act as a button for pointer, keyboard and screen reader; nothing where there is no deed. */
export function markAction(label: string, onSelect: (() => void) | undefined, pressed?: boolean) {
  if (!onSelect) return {};
  return {
    role: "button",
    tabIndex: 0,
    "aria-label": label,
    ...(pressed !== undefined && { "aria-pressed": pressed }),
    onClick: onSelect,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onSelect();
    },
    className: "cursor-pointer",
  } as const;
}

"use client";

import { useEffect } from "react";

/** Elements whose title was given here: only these are renewed or taken away, an author's own title stays. */
const titled = new WeakSet<Element>();

function isCut(element: HTMLElement): boolean {
  const { textOverflow, webkitLineClamp } = getComputedStyle(element);
  const clips = textOverflow === "ellipsis" || (webkitLineClamp !== "" && webkitLineClamp !== "none");
  return clips && (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1);
}

/** The element under the pointer that cuts its text short, itself or one around it. */
function nearestCut(start: EventTarget | null): HTMLElement | undefined {
  let element = start instanceof HTMLElement ? start : null;
  for (let depth = 0; element && depth < 4; depth += 1, element = element.parentElement) {
    if (element.title && !titled.has(element)) return undefined;
    if (isCut(element)) return element;
    if (titled.has(element)) element.removeAttribute("title");
  }
  return undefined;
}

/** Whatever text is cut short for want of room shows in full when it is pointed at, everywhere and without a word at each place. */
export function FullTextTitles() {
  useEffect(() => {
    function show({ target }: Event) {
      const cut = nearestCut(target);
      if (!cut) return;
      cut.title = cut.textContent.trim();
      titled.add(cut);
    }
    document.addEventListener("pointerover", show, { passive: true });
    return () => document.removeEventListener("pointerover", show);
  }, []);
  return null;
}

/** Short news of what was done. Errors that need action stay on the page instead. */
export interface ToastNews {
  tone: "success" | "error" | "message";
  text: string;
  options?: ToastOptions;
}

export interface ToastOptions {
  /** Smaller, below the text. */
  description?: string;
  action?: { label: string; onClick: () => void };
}

type Listener = (news: ToastNews) => void;

let listener: Listener | undefined;
let waiting: ToastNews[] = [];
let wanted: (() => void) | undefined;

function show(news: ToastNews): void {
  if (listener) {
    listener(news);
    return;
  }
  waiting.push(news);
  wanted?.();
}

/** Shows a toast; the code that draws them is loaded with the first. */
export const toast = Object.assign((text: string, options?: ToastOptions) => show({ tone: "message", text, options }), {
  success: (text: string, options?: ToastOptions) => show({ tone: "success", text, options }),
  error: (text: string, options?: ToastOptions) => show({ tone: "error", text, options }),
});

/** The drawing side: takes what has waited and all that comes. Answers how to stop. */
export function listenForToasts(next: Listener): () => void {
  listener = next;
  for (const news of waiting) next(news);
  waiting = [];
  return () => {
    listener = undefined;
  };
}

/** Calls back when a toast wants to be drawn and nobody draws yet. Answers how to stop. */
export function onToastWanted(callback: () => void): () => void {
  wanted = callback;
  if (waiting.length > 0) callback();
  return () => {
    wanted = undefined;
  };
}

/** Colours of one theme by token name without the leading dashes, as `#rrggbb`. */
export type ColorTokens = Readonly<Record<string, string>>;

/** The light theme of app/globals.css (a test keeps them equal): exported files are always light, whatever the page shows. */
export const lightTokens = {
  background: "#fafaf8",
  panel: "#ffffff",
  ink: "#1b1b18",
  muted: "#65645d",
  faint: "#a3a199",
  line: "#e6e4dd",
  "line-strong": "#8b897f",
  soft: "#f3f2ee",
  accent: "#0e6b5c",
  "accent-ink": "#ffffff",
  "accent-soft": "#e3f1ee",
  warning: "#8f5400",
  "warning-soft": "#fcf1dc",
  good: "#1a7041",
  "good-soft": "#e4f3ea",
  danger: "#b3342b",
  "danger-soft": "#fbeae8",
  "segment-0": "#3b6fd4",
  "segment-1": "#c67f02",
  "segment-2": "#d6493f",
  "segment-3": "#2a9586",
  "segment-4": "#8b5cd6",
  "segment-5": "#3a934c",
  "segment-6": "#d65c9e",
  "segment-7": "#8a6a4f",
  "segment-noise": "#8d8b83",
  below: "#d6643f",
  above: "#3b6fd4",
} as const satisfies ColorTokens;

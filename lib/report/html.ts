/** Markup that may stand in a page as it is. Only `html` makes it, so that every other text is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | null | undefined | false | Part[];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it may stand in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}

/**
 * Writes HTML: `html\`<p>${name}</p>\``. What is filled in is escaped unless it came from `html` itself;
 * lists are joined, and null, undefined and false leave nothing behind.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.reduce((text, string, at) => text + textOf(parts[at - 1]) + string));
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (Array.isArray(part)) return part.map(textOf).join("");
  return part instanceof Markup ? part.text : escapeHtml(String(part));
}

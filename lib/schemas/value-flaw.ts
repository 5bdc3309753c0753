/** Far deeper than any request of ours; checks that call themselves must not run out of stack. */
const maxDepth = 100;

function textFlaw(text: string): string | undefined {
  if (text.includes("\0")) return "holds a NUL character, which can't be stored";
  return text.isWellFormed() ? undefined : "holds half a character (a lone surrogate), which can't be stored";
}

/**
 * Why a value can't be taken, whatever its schema, as the end of a sentence: PostgreSQL stores neither NUL nor half
 * characters, and refusing them here names the input instead of failing at the insert.
 */
export function valueFlaw(value: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const flaw = typeof next.value === "string" ? textFlaw(next.value) : undefined;
    if (flaw) return flaw;
    if (typeof next.value !== "object" || next.value === null) continue;
    const depth = next.depth + 1;
    if (depth > maxDepth) return `is nested more than ${maxDepth} levels deep`;
    for (const [name, inner] of Object.entries(next.value)) open.push({ value: name, depth }, { value: inner, depth });
  }
  return undefined;
}

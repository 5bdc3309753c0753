/** One word of a line, with its place in it. */
export interface QueryWord {
  /** As compared: lower case, without accents, singular. */
  stem: string;
  /** As compared, but for the plural. */
  plain: string;
  start: number;
  end: number;
}

/** Cuts a line into words; a hyphen, apostrophe or any other sign ends one (but not in `children's`). */
export function queryWords(text: string): QueryWord[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:['’]s\b)?/gu)].map((match) => {
    const plain = plainText(match[0]).replace(/['’]s$/u, "s");
    return { stem: stemOf(plain), plain, start: match.index, end: match.index + match[0].length };
  });
}

/** Lower case without accents. */
export function plainText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A term as one key, so that "Sci-Fi", "scifi" and "sci fi" are equal. */
export function termKey(term: string): string {
  return queryWords(term).map(({ stem }) => stem).join("");
}

/** The singular of an English word, as far as it is regular: comedies → comedy, classes → class, westerns → western. */
function stemOf(word: string): string {
  if (word.length < 4 || /\d/u.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  return /[^su]s$/u.test(word) ? word.slice(0, -1) : word;
}

/** Whether two words differ by one slip of the finger: a letter wrong, missing, too many, or two swapped. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left[0] === right[1] && left[1] === right[0]);
}

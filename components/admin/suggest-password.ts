/** Without the letters and digits that are taken for one another. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four characters that can be read out on the phone: about 79 random bits. */
export function suggestPassword(): string {
  const values = crypto.getRandomValues(new Uint32Array(16));
  const characters = Array.from(values, (value) => alphabet[value % alphabet.length] ?? "");
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join("")).join("-");
}

export const people = ["ann", "bob", "cat", "dan", "eve", "fay"];

/** Two habits over twelve weeks: the first three watch a drama on Friday evenings, the others a documentary at noon. One play names an unknown item. */
export function plays(): string {
  const lines = ["user_id,played_at,item_id,minutes"];
  for (let week = 0; week < 12; week += 1) {
    people.forEach((person, at) => {
      const isEvening = at < 3;
      const day = new Date(Date.UTC(2024, 0, 5 + 7 * week + (isEvening ? 0 : at - 3), isEvening ? 20 : 12, at * 5));
      lines.push(`${person},${day.toISOString()},${week === 11 && at === 5 ? "x9" : isEvening ? "n1" : "r1"},${isEvening ? 90 : 30}`);
    });
  }
  return `${lines.join("\n")}\n`;
}

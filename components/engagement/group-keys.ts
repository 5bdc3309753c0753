/**
 * Keys of compared groups as the address holds them: `RUN.0.1.4` stands for three segments of a run that follow each other, so
 * that a run of many segments is named once.
 */
export function joinGroupKeys(keys: readonly string[]): string {
  const parts: { run?: string; text: string }[] = [];
  for (const key of keys) {
    const { run, segment } = segmentOf(key);
    const last = parts.at(-1);
    if (last && run !== undefined && last.run === run) last.text += `.${segment}`;
    else parts.push({ run, text: key });
  }
  return parts.map(({ text }) => text).join(",");
}

/** The keys of `joinGroupKeys`; a list that names the run with every segment is read as well. */
export function splitGroupKeys(text: string): string[] {
  return text.split(",").filter((part) => part !== "").flatMap((part) => {
    const [run = "", ...segments] = part.split(".");
    return run === "audience" || segments.length === 0 ? [part] : segments.map((segment) => `${run}.${segment}`);
  });
}

/** Whether nobody is in two of the groups, so that their figures add up: segments of one run are, everybody and audiences need not be. */
export function areApart(keys: readonly string[]): boolean {
  const runs = keys.map((key) => segmentOf(key).run);
  return keys.length < 2 || (runs[0] !== undefined && runs.every((run) => run === runs[0]));
}

/** `everybody` and `audience.ID` are no segments. */
function segmentOf(key: string): { run?: string; segment?: string } {
  const [run, segment] = key.split(".");
  return run === "audience" || segment === undefined ? {} : { run, segment };
}

/** At most this many answers are kept; a chart's answer is some kilobytes. */
const maximumAnswers = 500;

/** Least recently used first: a Map keeps the order of insertion. */
const answers = new Map<string, unknown>();

/**
 * Answers a question once: the key names the data's version and everything that was asked, so that a new version or
 * another question can't meet an old answer. Failures are not kept.
 */
export async function cachedAnswer<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
  if (answers.has(key)) {
    const known = answers.get(key) as Answer;
    answers.delete(key);
    answers.set(key, known);
    return known;
  }
  const answer = await ask();
  answers.set(key, answer);
  for (const oldest of answers.keys()) {
    if (answers.size <= maximumAnswers) break;
    answers.delete(oldest);
  }
  return answer;
}

/** Forgets every answer whose question names this id: what it means has changed. */
export function forgetAnswers(id: string): void {
  for (const key of answers.keys()) if (key.includes(id)) answers.delete(key);
}

/** At most this many answers are kept; a chart's answer is some kilobytes. */
const maximumAnswers = 500;

/** Least recently used first: a Map keeps the order of insertion. */
const answers = new Map<string, unknown>();
/** Questions that are being answered: whoever asks the same meanwhile waits for the one answer. */
const asked = new Map<string, Promise<unknown>>();

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
  const asking = (asked.get(key) as Promise<Answer> | undefined) ?? ask();
  asked.set(key, asking);
  try {
    const answer = await asking;
    // Forgotten in the meantime: it answers those who asked, and nobody after them.
    if (asked.get(key) === asking) keep(key, answer);
    return answer;
  } finally {
    if (asked.get(key) === asking) asked.delete(key);
  }
}

function keep(key: string, answer: unknown): void {
  answers.set(key, answer);
  for (const oldest of answers.keys()) {
    if (answers.size <= maximumAnswers) break;
    answers.delete(oldest);
  }
}

/** Forgets every answer whose question names this id: what it means has changed. */
export function forgetAnswers(id: string): void {
  for (const kept of [answers, asked]) for (const key of kept.keys()) if (key.includes(id)) kept.delete(key);
}

/** A browser keeps some six connections to a server; two stay free for what somebody clicks. */
const atOnce = 4;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs the task when fewer than four others run, first come, first served. A task whose signal is aborted while it waits never starts. */
export async function inTurn<Answer>(signal: AbortSignal, task: () => Promise<Answer>): Promise<Answer> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    signal.throwIfAborted();
    return await task();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

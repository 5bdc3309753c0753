/** Where to go after signing in: a path of this site, else home. Anything that a browser could read as another site is refused. */
export function safeNextPath(asked: unknown): string {
  if (typeof asked !== "string" || !/^\/(?![/\\])/.test(asked) || /[\u0000-\u001f\\]/.test(asked)) return "/";
  return /^\/(sign-in|setup|api)(\/|\?|$)/.test(asked) ? "/" : asked;
}

/** What the sign-in form says about next-auth's `error`: the codes that lib/auth/next-auth-options.ts throws. */
export function signInRefusalText(error: string): string {
  const waitSeconds = /^throttled:(\d+)$/.exec(error)?.[1];
  if (waitSeconds) return `Too many attempts. Try again in ${waitText(Number(waitSeconds))}.`;
  if (error === "wrong" || error === "CredentialsSignin") return "The email or the password is not right.";
  if (error === "disabled") return "This account is disabled. Ask an administrator to enable it.";
  return "The server can't check your password at the moment. Try again shortly.";
}

function waitText(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

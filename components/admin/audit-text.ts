const texts: Record<string, string> = {
  "setup.done": "Set up Tessera as",
  "sign-in.succeeded": "Signed in as",
  "sign-in.failed": "Failed to sign in as",
  "sign-in.throttled": "Was slowed down signing in as",
  "user.created": "Added",
  "user.changed": "Changed",
  "user.disabled": "Disabled",
  "user.enabled": "Enabled",
  "user.password-reset": "Set the password of",
  "account.changed": "Changed their own account",
  "account.password-changed": "Changed their own password,",
  "account.sessions-ended": "Signed out everywhere else,",
  "token.created": "Created the token",
  "token.revoked": "Revoked the token",
  "dataset.deleted": "Deleted the dataset",
  "dataset.version-deleted": "Deleted a version of the dataset",
  "segmentation.deleted": "Deleted the segmentation",
  "audience.deleted": "Deleted the audience",
  "recommender.deleted": "Deleted the recommender",
  "rule-book.changed": "Changed the rule book",
  "share-link.created": "Made a public link to the report of",
  "share-link.revoked": "Revoked a public link to the report of",
};

/** An audit action in words that the subject follows; one that is not known yet shows its own name. */
export function auditText(action: string): string {
  return texts[action] ?? action;
}

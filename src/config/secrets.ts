// Finds and removes secrets in text that is synced and versioned. Never returns a secret.

const SECRET_KEY =
  /(?:api[-_]?key|password|passwd|passphrase|secret|authorization|^token$|[-_]token$|[a-z]Token$)/i;
const SECRET_VALUE =
  /\b(?:sk-[\w-]{12,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|AIza[\w-]{30,}|AKIA[A-Z0-9]{16}|xox[bpars]-[\w-]{10,}|Bearer\s+[\w.~+/-]{16,})/;

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

export function holdsSecret(text: string): boolean {
  return SECRET_VALUE.test(text);
}

/** Replaces everything that looks like a secret with `…`. */
export function withoutSecrets(text: string): string {
  return text.replace(new RegExp(SECRET_VALUE.source, 'g'), '…');
}

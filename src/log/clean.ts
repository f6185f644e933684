// Cleans log entries: shortens texts and lists, reduces errors to named properties, and replaces secrets.
import { isSecretKey, withoutSecrets } from '../config/secrets.ts';
import { Fault, systemCode } from '../errors.ts';

// Long enough for a path or a sentence, too short for a script.
const TEXT_CHARACTERS = 300;
const LIST_LENGTH = 20;
const DEPTH = 4;

export function cleanText(text: string, secrets: readonly string[]): string {
  return shortened(blotted(text, secrets));
}

/** Also replaces the values of keys that look like secrets. */
export function cleanFacts(facts: object, secrets: readonly string[]): object {
  return cleanEntries(facts, secrets, DEPTH);
}

function clean(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return cleanText(value, secrets);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? '(function)' : value;
  if (depth === 0) return '…';
  if (value instanceof Error) return clean(told(value), secrets, depth);
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  if (Array.isArray(value)) return value.slice(0, LIST_LENGTH).map((each) => clean(each, secrets, depth - 1));
  return cleanEntries(value, secrets, depth);
}

function cleanEntries(value: object, secrets: readonly string[], depth: number): object {
  const entries = Object.entries(value).slice(0, LIST_LENGTH);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, isSecretKey(key) ? '…' : clean(each, secrets, depth - 1)]),
  );
}

// Only named properties, because library errors can contain whole requests, headers and keys.
function told(error: Error): object {
  const stack = error.stack
    ?.split('\n')
    .slice(1, 9)
    .map((line) => line.trim());
  const cause = error.cause instanceof Error ? { cause: error.cause } : {};
  if (error instanceof Fault) {
    const { kind, code, message, tech } = error;
    return { name: error.name, kind, code, message, tech, stack, ...cause };
  }
  return { name: error.name, code: systemCode(error), message: error.message, stack, ...cause };
}

function blotted(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '');
  return withoutSecrets(known.reduce((rest, secret) => rest.replaceAll(secret, '…'), text));
}

function shortened(text: string): string {
  return text.length > TEXT_CHARACTERS
    ? `${text.slice(0, TEXT_CHARACTERS)}… (${text.length} characters)`
    : text;
}

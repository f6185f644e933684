// Turns failures of the endpoint into Faults by status and code: decides who must act, and words the message.
import type { FaultCodeOf } from '../../domain/fault-codes.ts';
import { Fault, systemCode } from '../../errors.ts';

/** The endpoint that failed; `baseUrl` null is OpenAI's own. */
interface Address {
  readonly baseUrl: string | null;
  readonly model: string;
}

interface Refusal {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
  readonly headers: Headers | null;
}

// 400 and 422 reject the form of a request; the endpoint may name the offending parameter.
const WRONG_FORM = new Set([400, 422]);

/** The parameter that the endpoint rejected, null if it names none, undefined for any other failure. */
export function refusedParameter(error: unknown): string | null | undefined {
  const refusal = refusalOf(error);
  return refusal !== null && WRONG_FORM.has(refusal.status) ? refusal.param : undefined;
}

export function endpointFault(error: unknown, at: Address): Fault {
  if (error instanceof Fault) return error;
  const refusal = refusalOf(error);
  return refusal === null ? networkFault(error, at) : statusFault(refusal, error, at);
}

function statusFault(refusal: Refusal, cause: unknown, { baseUrl, model }: Address): Fault {
  const tech = `${baseUrl ?? 'default endpoint'} answered ${refusal.status} ${refusal.code ?? ''}`.trim();
  const operator = (code: FaultCodeOf<'configuration'>, sentence: string) =>
    new Fault('configuration', code, sentence, { tech, cause });
  const world = (code: FaultCodeOf<'transient'>, sentence: string) =>
    new Fault('transient', code, sentence, { tech, cause, ...retryAfter(refusal) });
  switch (refusal.status) {
    case 401:
    case 403:
      return operator(
        'LANGUAGE_KEY',
        'The language model refuses the key; set OPENAI_API_KEY to one that may use it.',
      );
    case 404:
      return operator(
        'LANGUAGE_MODEL',
        `There is no language model “${model}” at this address; check language.model and OPENAI_BASE_URL.`,
      );
    case 429:
      return refusal.code === 'insufficient_quota'
        ? operator('LANGUAGE_QUOTA', 'The account of the language model has no money left; top it up.')
        : world('LANGUAGE_BUSY', 'The language model is busy; it will be asked again.');
    case 408:
    case 409:
    case 425:
      return world('LANGUAGE_BUSY', 'The language model is busy; it will be asked again.');
    default:
      return refusal.status >= 500
        ? world('LANGUAGE_SERVER', 'The language model has a fault of its own; it will be asked again.')
        : operator(
            'LANGUAGE_REQUEST',
            `The language model “${model}” does not take this kind of question; choose another one.`,
          );
  }
}

function networkFault(error: unknown, { baseUrl }: Pick<Address, 'baseUrl'>): Fault {
  const code = codeWithin(error) ?? (error instanceof Error ? error.name : 'unknown');
  const more = { tech: `${baseUrl ?? 'default endpoint'}: ${code}`, cause: error };
  const transient = (faultCode: FaultCodeOf<'transient'>, sentence: string) =>
    new Fault('transient', faultCode, sentence, more);
  if (code === 'TimeoutError') {
    return transient('LANGUAGE_TIMEOUT', 'The language model took too long; it will be asked again.');
  }
  if (error instanceof SyntaxError) {
    return transient(
      'LANGUAGE_GARBLED',
      'The language model sent something that is no answer; it will be asked again.',
    );
  }
  return transient('LANGUAGE_UNREACHABLE', 'The language model cannot be reached; it will be asked again.');
}

/** The first system code in the chain of causes. The `openai` package wraps it twice. */
function codeWithin(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const code = systemCode(each);
    if (code !== null) return code;
  }
  return null;
}

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return {
    status: error.status,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    param: 'param' in error && typeof error.param === 'string' ? error.param : null,
    headers: 'headers' in error && error.headers instanceof Headers ? error.headers : null,
  };
}

/** `Retry-After` in seconds or as a date. */
function retryAfter({ headers }: Refusal): { retryAfterMs?: number } {
  const said = headers?.get('retry-after') ?? null;
  if (said === null) return {};
  const untilMs = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(untilMs) ? { retryAfterMs: Math.max(0, Math.round(untilMs)) } : {};
}

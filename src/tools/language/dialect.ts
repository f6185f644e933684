// How an endpoint wants to be asked. All speak the same protocol, with different words: what one demands another
// refuses. We begin with the most exact form and give up one refinement for each refusal.

export interface Dialect {
  readonly format: 'json_schema' | 'json_object' | 'none';
  /** Names of the token limit that have not been refused yet; the first one is used, none = no limit is sent. */
  readonly limits: readonly ('max_completion_tokens' | 'max_tokens')[];
  /** Room for thinking above the tokens of the answer; else models that think aloud return nothing. */
  readonly headroom: boolean;
  readonly temperature: boolean;
  readonly effort: boolean;
}

// These think before they answer, take no temperature, and know the limit only by its newer name.
const THINKING_MODEL = /^(?:openai\/)?(?:gpt-5|o\d)/;

export function firstDialect(model: string): Dialect {
  const thinks = THINKING_MODEL.test(model);
  return {
    format: 'json_schema',
    limits: thinks ? ['max_completion_tokens', 'max_tokens'] : ['max_tokens', 'max_completion_tokens'],
    headroom: true,
    temperature: !thinks,
    effort: thinks,
  };
}

/** The next simpler way to ask, by the parameter that was refused where the endpoint names it; null when none is left. */
export function simpler(dialect: Dialect, refused: string | null): Dialect | null {
  if (refused === 'temperature' && dialect.temperature) return { ...dialect, temperature: false };
  if (refused === 'reasoning_effort' && dialect.effort) return { ...dialect, effort: false };
  if (refused !== null && refused === dialect.limits[0])
    return { ...dialect, limits: dialect.limits.slice(1) };
  if (dialect.format === 'json_schema') return { ...dialect, format: 'json_object' };
  if (dialect.format === 'json_object') return { ...dialect, format: 'none' };
  if (dialect.headroom) return { ...dialect, headroom: false };
  if (dialect.effort) return { ...dialect, effort: false };
  if (dialect.temperature) return { ...dialect, temperature: false };
  return dialect.limits.length > 0 ? { ...dialect, limits: dialect.limits.slice(1) } : null;
}

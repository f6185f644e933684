// Describes which request parameters an endpoint accepts. All use the same protocol, but one demands parameters that
// another rejects. Requests start in the most exact form and drop one refinement per rejection.

export interface Dialect {
  readonly format: 'json_schema' | 'json_object' | 'none';
  /** Names of the token limit not rejected so far. The first is used; with none left, no limit is sent. */
  readonly limits: readonly ('max_completion_tokens' | 'max_tokens')[];
  /** Adds tokens for thinking to the limit; without them, models that think aloud return nothing. */
  readonly headroom: boolean;
  readonly temperature: boolean;
  readonly effort: boolean;
}

// These think before they answer, accept no temperature, and know the token limit only by its newer name.
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

/** The next simpler form, without the rejected parameter if the endpoint named it; null if nothing is left to drop. */
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

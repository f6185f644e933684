// Security headers of every answer: scripts and styles from this server only, nothing from other sites, no framing by
// them. Content from the show never runs.

/** For the client's own pages. Their frames show the show's scripts in a sandbox. */
export const PAGE_POLICY = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // Bar and column widths are set as inline styles.
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'font-src': "'self'",
  'frame-src': "'self'",
  'worker-src': "'self' blob:",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'self'",
});

const CONTENT = {
  'default-src': "'none'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'media-src': "'self'",
  'font-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'self'",
};

/** For all content from the show: it may be styled, but nothing runs. */
const CONTENT_POLICY = policy({ ...CONTENT, sandbox: '' });

/**
 * CONTENT_POLICY for pages with this server's pictures and styles, which load only within its own origin. Sent to
 * admitted callers only; still nothing runs.
 */
export const SHEET_POLICY = policy({ ...CONTENT, sandbox: 'allow-same-origin' });

export const COMMON_HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  // Otherwise browsers look up the hosts in a script's links before anyone follows one.
  'x-dns-prefetch-control': 'off',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-store',
} as const;

function policy(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name} ${value}`.trimEnd())
    .join('; ');
}

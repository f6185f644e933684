// What every answer tells the browser: our own scripts and styles only, nothing from elsewhere, in nobody else's frame.
// What comes from the show runs nothing at all, whatever stands in it.

/** The client's own pages. Frames of our own show scripts of the show, without rights. */
export const PAGE_POLICY = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // Widths of bars and columns are numbers that come with the page.
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

/** Whatever comes from the show: it may look like something, and do nothing. */
export const CONTENT_POLICY = policy({ ...CONTENT, sandbox: '' });

/** The same for a page with pictures and a style of ours, which only somebody from here is given; nothing runs in it. */
export const SHEET_POLICY = policy({ ...CONTENT, sandbox: 'allow-same-origin' });

export const COMMON_HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  // Names in a script's links are nobody else's business until somebody follows one.
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

/** On every answer, whatever it is. A page's own policy replaces the one that allows nothing. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy({}),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
};

/** The nonce is for the two style elements that the components make; no script is ever inline. */
export function appPolicy(nonce: string): string {
  return policy({
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'frame-src': "'self'",
  });
}

/** For bytes that come from outside: should a browser ever show them, they are nobody's and run nothing. */
export const downloadPolicy = policy({ sandbox: '' });

/** For the one page that is shown to strangers. */
export function noticePolicy(nonce: string): string {
  return policy({ 'style-src': `'nonce-${nonce}'` });
}

function policy(allowed: Readonly<Record<string, string>>): string {
  const rules = {
    'default-src': "'none'",
    ...allowed,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`.trimEnd())
    .join('; ');
}

// What the desk's page may load and call: itself, and nothing else. Sent by CloudFront and by the local server alike.

/** The Content-Security-Policy. `alsoCalls`: an origin besides its own that the page may call, such as the sign-in's. */
export function contentSecurityPolicy(alsoCalls?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${["'self'", alsoCalls].filter((origin) => origin !== undefined).join(' ')}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** Sent with the API's answers, which are data and no pages: nothing to load, to frame or to keep. */
export const API_HEADERS: readonly (readonly [string, string])[] = [
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["cache-control", "no-store"],
];

/**
 * Sent with every page. Next's own bootstrap is inline script, so 'unsafe-inline' stands in script-src; nothing
 * may be loaded from, sent to or framed by another origin.
 */
export function securityHeaders(dev: boolean): readonly (readonly [string, string])[] {
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'self'",
    "object-src 'none'",
  ].join("; ");
  return [
    ["content-security-policy", policy],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=()"],
    ["x-frame-options", "DENY"],
  ];
}

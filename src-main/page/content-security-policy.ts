/**
 * The policy of every page that vmatlas serves: own scripts and styles only, no eval, no inline script, no frames, no
 * forms, connections only back to the host. Style attributes written by scripts go through CSSOM, which 'self' allows.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ')

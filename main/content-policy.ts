// The Content-Security-Policy of the window's page.

/** CSP Level 3. Code and styles come from the program alone; connections may go to any host, since joining one is what it is for. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  // The heart-beats of the connection come from a worker that is made of a blob.
  'worker-src blob:',
  'connect-src http: https: ws: wss:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

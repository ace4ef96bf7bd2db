// The Content-Security-Policy of the window's page.

/**
 * Code and styles come from the program alone. Connections may go to any host, since joining one is what the program is for;
 * style attributes are allowed because lists place their rows with them.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  'connect-src http: https: ws: wss:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

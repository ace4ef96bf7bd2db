// The look of an exported room, on screen by day and by night, and on paper. It stands in the page itself, which loads nothing.
import { createHash } from 'node:crypto'
import { markup } from './markup.ts'

/** The page's style sheet, without the element around it. */
export const STYLE = markup`
:root {
  color-scheme: light dark;
  --paper: #f6f2e9; --ink: #2a2722; --soft: #645d50; --line: #ddd4c1; --accent: #226a5a;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1a17; --ink: #ece7da; --soft: #aea695; --line: #37342d; --accent: #8cc9b4; }
}
body {
  max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, sans-serif; word-break: keep-all; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.6rem; line-height: 1.3; }
header p, footer, .notice, .gone, article time, article small { color: var(--soft); }
header p { margin: .25rem 0 0; font-size: .875rem; }
h2 {
  position: sticky; top: 0; margin: 2rem 0 1rem; padding: .35rem 0;
  background: var(--paper); border-bottom: 1px solid var(--line);
  color: var(--soft); font-size: .875rem; font-weight: 600; break-after: avoid;
}
article { margin: 0 0 .9rem; }
h3 { display: flex; flex-wrap: wrap; gap: 0 .5rem; align-items: baseline; margin: 0; font-size: .9rem; break-after: avoid; }
h3 bdi { color: var(--accent); }
main time, article small { font-size: .8125rem; font-weight: 400; white-space: nowrap; }
article p { margin: 0; white-space: pre-wrap; tab-size: 4; }
.notice { margin: 0 0 .9rem; font-size: .875rem; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .875rem; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { position: static; }
}
`

/** What the style sheet is allowed by in a Content-Security-Policy (CSP Level 3 §2.3.1). */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE.html).digest('base64')}'`

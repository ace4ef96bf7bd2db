import { describe, expect, it } from 'vitest'
import { markup } from '../../../../server/http/export/markup.ts'

describe('markup', () => {
  it.each([
    ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
    ['&lt;', '&amp;lt;'],
    ['a\n\tb', 'a\n\tb'],
    ['\r\u0001\u001b\u007f\u0085', '␍␁␛␡\ufffd'],
    ['half \ud83d', 'half \ufffd'],
    ['👩‍👩‍👧‍👦 שלום \u202e', '👩‍👩‍👧‍👦 שלום \u202e'],
  ])('[EX5] escapes %j', (text, html) => {
    expect(markup`<p>${text}</p>`.html).toBe(`<p>${html}</p>`)
  })

  it('keeps what is markup already', () => {
    expect(markup`<p>${markup`<b>${'<'}</b>`}</p>`.html).toBe('<p><b>&lt;</b></p>')
  })
})

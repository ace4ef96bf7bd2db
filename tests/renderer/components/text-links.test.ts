import { describe, expect, test } from 'vitest'
import { splitLinks } from '../../../renderer/components/text-links.ts'

const links = (text: string) => splitLinks(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('splitLinks', () => {
  test.each([
    ['see https://example.org/a?b=1#c now', ['https://example.org/a?b=1#c']],
    ['https://example.org.', ['https://example.org/']],
    ['(http://example.org/x)', ['http://example.org/x']],
    ['“https://example.org/가나”', ['https://example.org/%EA%B0%80%EB%82%98%E2%80%9D']],
    ['HTTPS://EXAMPLE.ORG', ['https://example.org/']],
    ['javascript:alert(1) data:text/html,x file:///etc', []],
    ['<a href="https://example.org/x">', ['https://example.org/x']],
    ['http://', []],
    ['no links', []],
  ])('finds the web addresses in %j', (text, found) => {
    expect(links(text)).toEqual(found)
  })

  test('loses nothing of the text', () => {
    for (const text of ['', 'a', 'a https://example.org. b\nhttp://x.y!', 'https://a.b https://c.d'])
      expect(
        splitLinks(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
  })
})

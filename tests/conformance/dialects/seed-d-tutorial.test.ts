// The tutorial's system, replayed: its page in Chromium by SockJS, and its WebSocket without STOMP.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { HAS_CHROMIUM, call, received, seedPages } from './seed-page.ts'

describe.skipIf(!HAS_CHROMIUM)('seed D: the tutorial', () => {
  const host = hostForAll()
  const open = seedPages(host)

  async function connected(): Promise<Page> {
    const page = await open('tutorial.html')
    await call(page, 'connect')
    await page.waitForFunction("document.title === 'connected'")
    return page
  }

  it('greets a name, which is text in the page and no HTML', async () => {
    const page = await connected()
    await call(page, 'sendName', '<img id="x">')
    expect(await received(page, 1)).toEqual(['Hello, &lt;img id=&quot;x&quot;&gt;!'])
    expect(await page.locator('#greetings td').textContent()).toBe('Hello, <img id="x">!')
    expect(await page.locator('#x').count()).toBe(0)
  })

  it('is heard by every page', async () => {
    const [a, b] = [await connected(), await connected()]
    // There is no telling when a subscription of this page is in effect but by what it gets.
    await call(b, 'send', '/topic/greeting', { content: 'here' })
    await received(b, 1)
    await call(a, 'sendName', '하늘')
    expect((await received(b, 2)).at(-1)).toBe('Hello, 하늘!')
  })

  it('refuses another name later, and the connection lives', async () => {
    const page = await connected()
    await call(page, 'listen', '/user/queue/errors')
    // A refusal comes by another way than a greeting: each is waited for.
    for (const [at, name] of ['하늘', '바다', '하늘'].entries()) {
      await call(page, 'sendName', name)
      await received(page, at + 1)
    }
    expect(await received(page, 3)).toEqual([
      'Hello, 하늘!',
      expect.objectContaining({ code: 'OTHER_NAME', destination: '/app/hello' }),
      'Hello, 하늘!',
    ])
  })

  it('sends from one to one by a queue', async () => {
    const [a, b] = [await connected(), await connected()]
    await call(b, 'listen', '/queue/for-b')
    await call(b, 'send', '/queue/for-b', 'mine')
    await received(b, 1)
    await call(a, 'send', '/queue/for-b', { from: 'a' })
    expect(await received(b, 2)).toEqual(['mine', { from: 'a' }])
  })

  it('tells a name to all by the WebSocket without STOMP', async () => {
    const [a, b] = [await open('tutorial.html'), await open('tutorial.html')]
    await call(a, 'tellName', '하늘')
    await received(a, 1)
    await call(b, 'tellName', '바다')
    expect(await received(a, 2)).toEqual([{ user: '하늘' }, { user: '바다' }])
    expect(await received(b, 1)).toEqual([{ user: '바다' }])
  })
})

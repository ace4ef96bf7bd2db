// SockJS in a real browser: sockjs-client in pages of other origins, by each transport, let in and not.
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import type SockJSClient from 'sockjs-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_FLAGS, CHROMIUM_MISSING, chromiumPath } from '../support/chromium.ts'
import { hostForAll } from '../support/host-process.ts'

const CLIENT = join(import.meta.dirname, '../../node_modules/sockjs-client/dist/sockjs.min.js')
const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:브라우저\n\n\0'
const FRIEND = 'https://friend.test'
const STRANGER = 'https://stranger.test'

const executablePath = chromiumPath()
if (executablePath === null && process.env['CI'] === 'true') throw new Error(CHROMIUM_MISSING)

describe.skipIf(executablePath === null)('a page', () => {
  const host = hostForAll('--origin', FRIEND)
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_FLAGS })
  })

  afterAll(() => browser.close())

  /** What comes of a session that a page of this origin opens and closes. `answer`: of its CONNECT; '' where none came. */
  async function sessionOf(origin: string, transport: string): Promise<{ answer: string; code: number }> {
    const context = await browser.newContext({ permissions: ['local-network-access'] })
    const page = await context.newPage()
    await page.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body: '' }))
    await page.goto(origin)
    await page.addScriptTag({ path: CLIENT })
    const outcome = await page.evaluate(converse, { url: `${host().http}/ws`, transport, connect: CONNECT })
    await context.close()
    return outcome
  }

  it.each(['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource'])(
    '[TR13] of an allowed origin speaks STOMP by %s',
    async (transport) => {
      const { answer, code } = await sessionOf(FRIEND, transport)
      expect([answer.split('\n')[0], code]).toEqual(['CONNECTED', 1000])
    },
  )

  it.each(['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource', 'iframe-htmlfile', 'jsonp-polling'])(
    '[TR13] of any other origin gets nowhere by %s',
    async (transport) => {
      expect((await sessionOf(STRANGER, transport)).answer).toBe('')
    },
  )
})

interface Wanted {
  url: string
  transport: string
  connect: string
}

/** Runs in the page. */
function converse({ url, transport, connect }: Wanted): Promise<{ answer: string; code: number }> {
  const { SockJS } = globalThis as unknown as { SockJS: typeof SockJSClient }
  return new Promise((resolve) => {
    const socket = new SockJS(url, null, { transports: transport })
    let answer = ''
    socket.onopen = () => socket.send(connect)
    socket.onmessage = ({ data }) => {
      answer = String(data)
      socket.close()
    }
    socket.onclose = (event) => resolve({ answer, code: (event as CloseEvent).code })
  })
}

// What a spec does inside the window's page, as its own scripts would: calls of the preload, and a talk in a room by plain STOMP.
import type { Page } from 'playwright-core'
import type { HostState } from '../../protocol/desktop.ts'

/** A call of `window.sarangbang`; rejects with the program's refusal. */
export function call(page: Page, channel: string, ...args: unknown[]): Promise<unknown> {
  return page.evaluate(`window.sarangbang.call(...${JSON.stringify([channel, ...args])})`)
}

/** The host's state once it is no longer starting. */
export async function settledHost(page: Page): Promise<HostState> {
  for (;;) {
    const state = (await call(page, 'host:state')) as HostState
    if (state.state !== 'starting') return state
    await page.evaluate(`new Promise((resolve) => {
      const off = window.sarangbang.on('host:changed', () => { off(); resolve() })
      setTimeout(() => { off(); resolve() }, 500)
    })`)
  }
}

/** Signs in as a guest of the host at `url`, by the page's own fetch, and answers the token. */
export async function signIn(page: Page, url: string, password?: string): Promise<string> {
  const body = JSON.stringify({ nickname: '손님', ...(password === undefined ? {} : { password }) })
  return post(page, `${url}/api/auth/guest`, null, body).then((answer) => (answer as { token: string }).token)
}

/** Makes a room, says something in it by the page's own WebSocket, and answers the room's id when the receipt is there. */
export async function talk(page: Page, url: string, token: string, message: string): Promise<string> {
  const room = (await post(page, `${url}/api/rooms`, token, '{"name":"사랑방"}')) as { roomId: string }
  const at = `/app/rooms/${room.roomId}`
  await page.evaluate(`new Promise((resolve, reject) => {
    const socket = new WebSocket(${JSON.stringify(url.replace('http', 'ws'))} + '/ws', ['v12.stomp'])
    const send = (head, body = '') => socket.send(head.join('\\n') + '\\n\\n' + body + '\\0')
    socket.onerror = () => reject(new Error('The connection failed.'))
    socket.onopen = () => send(['CONNECT', 'accept-version:1.2', 'host:here', 'Authorization:Bearer ${token}'])
    socket.onmessage = ({ data }) => {
      if (data.startsWith('ERROR')) reject(new Error(data))
      if (data.startsWith('CONNECTED')) {
        send(['SEND', 'destination:${at}/enter'], '{}')
        send(['SEND', 'destination:${at}/talk', 'receipt:kept'], ${JSON.stringify(talkBody(message))})
      }
      if (data.includes('RECEIPT')) { socket.close(); resolve() }
    }
  })`)
  return room.roomId
}

/** What was said in a room, oldest first. */
export async function messages(page: Page, url: string, token: string, roomId: string): Promise<string[]> {
  const answer = await page.evaluate(
    `fetch('${url}/api/rooms/${roomId}/messages?limit=50', { headers: { Authorization: 'Bearer ${token}' } }).then((answer) => answer.json())`,
  )
  const { entries } = answer as { entries: { type: string; message: string }[] }
  return entries.filter(({ type }) => type === 'TALK').map(({ message }) => message)
}

const talkBody = (message: string) => JSON.stringify({ message, nonce: crypto.randomUUID() })

function post(page: Page, address: string, token: string | null, body: string): Promise<unknown> {
  const headers = {
    'Content-Type': 'application/json',
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
  }
  const options = JSON.stringify({ method: 'POST', headers, body })
  return page.evaluate(`fetch('${address}', ${options}).then((answer) => answer.json())`)
}

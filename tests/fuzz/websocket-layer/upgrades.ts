// Requests to become a WebSocket that went wrong somewhere.
import type { Random } from '../../support/random.ts'

const LINES = [
  'GET /ws HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol: v12.stomp, v11.stomp',
]
const OTHERS = [
  'POST /ws HTTP/1.1',
  'GET /ws/000/x/websocket HTTP/1.1',
  'GET /ws/000/x/xhr_streaming HTTP/1.1',
  'GET /ws?a=%00 HTTP/1.0',
  'GET //ws HTTP/1.1',
  'Upgrade: h2c',
  'Connection: close, Upgrade',
  'Origin: https://evil.example',
  'Origin: null',
  'Sec-WebSocket-Version: 8',
  'Sec-WebSocket-Key: short',
  'Sec-WebSocket-Protocol: ,,,',
  'Sec-WebSocket-Protocol: v99.stomp',
  'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99',
  'Content-Length: 10',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Expect: 100-continue',
  ': no name',
  'X: \u0000',
  `X: ${'x'.repeat(20_000)}`,
]

/** The bytes of one, now and then as it should be. */
export function someUpgrade(random: Random): Buffer {
  const lines = [...LINES]
  for (let count = random.below(4); count > 0; count -= 1) mutateLine(lines, random)
  const text = `${lines.join(random.onceIn(10) ? '\n' : '\r\n')}\r\n\r\n`
  const bytes = Buffer.from(text, 'latin1')
  if (random.onceIn(4)) bytes[random.below(bytes.length)] = random.below(256)
  return random.onceIn(8) ? bytes.subarray(0, random.below(bytes.length)) : bytes
}

function mutateLine(lines: string[], random: Random): void {
  const at = random.below(lines.length)
  if (random.onceIn(3)) lines.splice(at, 1)
  else if (random.onceIn(2)) lines.splice(at, at === 0 ? 1 : 0, random.pick(OTHERS))
  else lines.splice(at, 0, lines[at] ?? '')
}

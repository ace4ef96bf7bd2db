// @stomp/stompjs in each version and each of its ways of sending: bodies up to the limit, acknowledgements, transactions.
import { randomUUID } from 'node:crypto'
import { Versions, type StompConfig } from '@stomp/stompjs'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { VERSIONS, type StompVersion } from '../../../server/stomp/frame.ts'
import { hostForAll } from '../../support/host-process.ts'
import { StompClient } from '../../support/stomp-client.ts'

const host = hostForAll('--open-topics')
const BOTH = [false, true]

interface Way {
  version: StompVersion
  binary: boolean
  split: boolean
  append: boolean
}

const WAYS: readonly Way[] = VERSIONS.flatMap((version) =>
  BOTH.flatMap((binary) =>
    BOTH.flatMap((split) => BOTH.map((append) => ({ version, binary, split, append }))),
  ),
)

function connect({ version, binary, split, append }: Way): Promise<StompClient> {
  const config: StompConfig = {
    stompVersions: new Versions([version]),
    forceBinaryWSFrames: binary,
    splitLargeFrames: split,
    maxWebSocketChunkSize: 1024,
    appendMissingNULLonIncoming: append,
  }
  return StompClient.connect(host().ws, { nickname: '짝' }, config)
}

const name = ({ version, binary, split, append }: Way): string =>
  [
    version,
    binary ? 'binary' : 'text',
    split ? 'in pieces' : 'whole',
    append ? 'appending NULs' : 'appending none',
  ].join(', ')

describe.each(WAYS.map((way) => [name(way), way] as const))('stompjs, %s', (_name, way) => {
  it('sends and gets bodies up to the limit as they are', async () => {
    const client = await connect(way)
    const destination = `/topic/${randomUUID()}`
    const heard = await client.messages(destination)
    const full = '가'.repeat(LIMITS.bodyBytes / 3)
    const bodies = ['', '몸글: \\ 과 \n 그리고 \r\n', `${full}${'x'.repeat(LIMITS.bodyBytes % 3)}`]
    for (const body of bodies) client.send(destination, body)
    expect((await heard.take(3)).map(({ body }) => body)).toEqual(bodies)
    await client.disconnect()
    expect(await client.ended).toEqual({ code: 1000, error: null })
  })

  it('acknowledges, in transactions too', async () => {
    const client = await connect(way)
    const destination = `/queue/${randomUUID()}`
    const heard = await client.messages(destination, { ack: 'client', 'prefetch-count': '1' })
    const [dropped, done] = [client.begin(), client.begin()]
    client.send(destination, '하나')
    client.send(destination, '없던 말', { transaction: dropped.id })
    client.send(destination, '둘', { transaction: done.id })
    const first = await heard.next()
    first.ack({ transaction: done.id })
    dropped.abort()
    done.commit()
    client.send(destination, '셋')
    const second = await heard.next()
    // 1.0 has no NACK.
    if (way.version === '1.0') second.ack()
    else second.nack()
    expect([first, second, await heard.next()].map(({ body }) => body)).toEqual(['하나', '둘', '셋'])
    await client.disconnect()
    expect(await client.ended).toEqual({ code: 1000, error: null })
  })
})

it.each(VERSIONS)('stompjs, %s, binary, sends and gets any bytes', async (version) => {
  const client = await connect({ version, binary: true, split: false, append: false })
  const heard = await client.messages('/topic/bytes')
  const bytes = Uint8Array.from({ length: LIMITS.bodyBytes }, (_, index) => index % 256)
  client.sendBytes('/topic/bytes', bytes)
  expect((await heard.next()).binaryBody).toEqual(bytes)
  await client.disconnect()
})

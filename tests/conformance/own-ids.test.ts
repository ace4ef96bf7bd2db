// A crowd of which everybody has a subscription id of their own: in a rush they are written the same buffer with one id after the
// other in it, and each gets every message once, in order, under their own id; those too who read late.
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { frameText, readFrame } from '../support/frame-text.ts'
import { until } from '../support/turns.ts'
import { person } from './people.ts'

const host = hostForAll('--stomp-port', '0')

const MESSAGES = 3_000
const BODY = '가'.repeat(300)
/** Of several lengths, and more than one of each. */
const IDS = [
  'a',
  'b',
  'sub-1',
  'sub-2',
  'sub-3',
  'sub-10',
  'sub-11',
  '나',
  '다',
  'x'.repeat(80),
  'y'.repeat(80),
]

/** A reader over TCP: what it got, and a way to make it read late. */
function reader(id: string, roomId: string) {
  const { hostname, port } = new URL(host().stomp)
  const socket = connect({ host: hostname, port: Number(port) })
  onTestFinished(() => void socket.destroy())
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => void chunks.push(chunk))
  socket.write(frameText('CONNECT', { 'accept-version': '1.2', nickname: 'reader' }))
  socket.write(frameText('SUBSCRIBE', { id, destination: `/topic/rooms/${roomId}`, receipt: 'ready' }))
  const frames = () =>
    Buffer.concat(chunks)
      .toString()
      .split('\0')
      .slice(0, -1)
      .map((text) => readFrame(text))
  return { id, socket, frames, ready: () => until(() => frames().length >= 2, 'the receipt') }
}

it(
  '[BR2] gives everybody the same messages, each under their own id, whoever reads late',
  { timeout: 60_000 },
  async () => {
    const { stomp, rest } = await person(host(), '말하는 이')
    const { roomId } = await rest.createRoom('광장')
    await stomp.enter(roomId)
    const readers = IDS.map((id) => reader(id, roomId))
    await Promise.all(readers.map(({ ready }) => ready()))
    const late = readers.filter((_, index) => index % 2 === 0)
    for (const { socket } of late) socket.pause()
    const said = Promise.all(Array.from({ length: MESSAGES }, () => stomp.talk(roomId, BODY)))
    await pause(300)
    for (const { socket } of late) socket.resume()
    await said
    for (const { id, frames } of readers) {
      const messages = () => frames().filter(({ command }) => command === 'MESSAGE')
      await until(() => messages().length === MESSAGES, `all messages of ${id}`)
      expect(new Set(messages().map(({ headers }) => headers['subscription']))).toEqual(new Set([id]))
      const seqs = messages().map(({ headers }) => Number(headers['seq']))
      expect(seqs).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 2))
      for (const { body } of messages()) expect((JSON.parse(body) as { message: string }).message).toBe(BODY)
    }
  },
)

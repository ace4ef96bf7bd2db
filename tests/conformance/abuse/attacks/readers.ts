// Guests who have much sent to them and take none of it: who never read, and who never acknowledge.
import type { Socket } from 'node:net'
import { frameText } from '../../../support/frame-text.ts'
import type { Attack, Target } from '../attack.ts'
import { signIn, signInMany, watch } from './peers.ts'

/** A talk of 12 KB. */
const LONG = '가'.repeat(4_000)

/** They subscribe to the room, have it replayed, and read nothing; others of them fill the room. */
export const deafReaders: Attack = async (target) => {
  const sockets = await signInMany(target, 150)
  for (const socket of sockets) {
    socket.pause()
    socket.write(subscribeTo(target, { since: '0' }))
  }
  return besides(await talkers(target), sockets)
}

/** They take one message each and acknowledge none, so that all others wait for them at the host. */
export const silentReaders: Attack = async (target) => {
  const sockets = await signInMany(target, 150)
  for (const socket of sockets)
    socket.write(subscribeTo(target, { ack: 'client-individual', 'prefetch-count': '1' }))
  return besides(await talkers(target), sockets)
}

function subscribeTo({ roomId }: Target, headers: Record<string, string>): string {
  return frameText('SUBSCRIBE', { id: 's', destination: `/topic/rooms/${roomId}`, ...headers })
}

/** As much talk as the host takes, by guests who behave. */
async function talkers(target: Target): Promise<Socket[]> {
  const sockets: Socket[] = []
  for (let count = 0; count < 4; count += 1) {
    const socket = await signIn(target)
    if (socket === null) continue
    sockets.push(socket)
    socket.write(frameText('SEND', { destination: `/app/rooms/${target.roomId}/enter` }))
    let said = 0
    const timer = setInterval(() => {
      said += 1
      const body = JSON.stringify({ message: LONG, nonce: String(said) })
      socket.write(frameText('SEND', { destination: `/app/rooms/${target.roomId}/talk` }, body))
    }, 20)
    socket.once('close', () => clearInterval(timer))
  }
  return sockets
}

function besides(talking: readonly Socket[], sockets: readonly Socket[]) {
  const talk = watch(talking, [])
  return {
    facts: () => ({ connections: sockets.length, open: sockets.filter(({ closed }) => !closed).length }),
    stop: () => {
      talk.stop()
      for (const socket of sockets) socket.destroy()
    },
  }
}

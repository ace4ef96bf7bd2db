// Floods of frames by guests who are signed in: talks, refusals, subscriptions, bytes that are nothing, and frames without end.
import { frameText } from '../../../support/frame-text.ts'
import type { Attack } from '../attack.ts'
import { flood, floodWith, signInMany, watch } from './peers.ts'

const ERRORS = frameText('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })

/** Members of the bystanders' room talk as fast as they can. */
export const talks: Attack = async (target) => {
  const sockets = await signInMany(target, 40)
  const running = watch(sockets, ['TOO_FAST'])
  for (const socket of sockets) {
    socket.write(ERRORS + frameText('SEND', { destination: `/app/rooms/${target.roomId}/enter` }))
    let said = 0
    floodWith(socket, () => {
      said += 1
      return frameText(
        'SEND',
        { destination: `/app/rooms/${target.roomId}/talk` },
        `{"message":"!","nonce":"${said}"}`,
      )
    })
  }
  return running
}

/** Nothing of what they send can be done, and they want to hear of it. */
export const refusals: Attack = async (target) => {
  const sockets = await signInMany(target, 40)
  const running = watch(sockets, ['NO_SUCH_DESTINATION', 'NOTHING_TO_ACK', 'TOO_FAST'])
  for (const socket of sockets) {
    socket.write(ERRORS)
    flood(socket, frameText('SEND', { destination: '/nowhere' }) + frameText('ACK', { id: 'none' }))
  }
  return running
}

/** They subscribe to the room and end that again, with all that the room has ever seen. */
export const subscriptions: Attack = async (target) => {
  const sockets = await signInMany(target, 100)
  const destination = `/topic/rooms/${target.roomId}`
  const ids = Array.from({ length: 15 }, (_, index) => `s${index}`)
  const subscribe = (id: string) => frameText('SUBSCRIBE', { id, destination, since: '0' })
  for (const socket of sockets) {
    socket.write(ids.map(subscribe).join(''))
    flood(socket, subscribe('again') + frameText('UNSUBSCRIBE', { id: 'again' }))
  }
  return watch(sockets, ['MESSAGE'])
}

/** Ends of lines, of which any number may stand between frames. */
export const emptyLines: Attack = async (target) => {
  const sockets = await signInMany(target, 40)
  for (const socket of sockets) flood(socket, '\n')
  return watch(sockets, [])
}

/** Transactions that are begun, filled, and never committed. */
export const transactions: Attack = async (target) => {
  const sockets = await signInMany(target, 100)
  const send = (transaction: string) =>
    frameText('SEND', { destination: '/nowhere', transaction }, 'x'.repeat(60_000))
  for (const socket of sockets) {
    const ids = Array.from({ length: 16 }, (_, index) => `t${index}`)
    for (const id of ids) socket.write(frameText('BEGIN', { transaction: id }))
    for (const id of ids) for (let part = 0; part < 16; part += 1) socket.write(send(id))
  }
  return watch(sockets, ['HOST_FULL', 'ERROR'])
}

/** Headers, and bodies, that never end. */
export const endlessFrames: Attack = async (target) => {
  const sockets = await signInMany(target, 100)
  const running = watch(sockets, ['FRAME_TOO_LARGE'])
  for (const [index, socket] of sockets.entries()) {
    socket.write(index % 2 === 0 ? 'SEND\nx:' : 'SEND\ndestination:/nowhere\n\n')
    flood(socket, 'x')
  }
  return running
}

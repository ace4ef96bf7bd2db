// What can be done to a room in a session by the contract's destinations, over each transport.
import { sayIn, type Carrier } from './line.ts'
import type { Wish } from './rule.ts'
import type { Scene } from './scene.ts'
import { inText, listen, send, told, type Command, type Send } from './stomp-commands.ts'
import { outcome, type Way } from './way.ts'

const TRANSPORTS: readonly Carrier[] = ['WebSocket', 'TCP', 'SockJS']

/** Whether what is said in the room is counted for them: something said in a room of their own is told after it. */
const ownRooms: Way = {
  name: 'SUBSCRIBE my rooms',
  by: 'WebSocket',
  wish: 'be told',
  attempt: async (scene) => {
    const line = await scene.line('WebSocket')
    if (line.refusal !== null) return told([line.refusal], scene)
    const ownRoom = await scene.world.privateRoom(scene.subject)
    await line.ask('SUBSCRIBE', { id: 'own', destination: scene.asks('/user/queue/rooms') })
    // What is counted may be told before the receipt or after it.
    const counted = async () => line.hearBeside(await sayIn(line, ownRoom), 'UNREAD', ownRoom)
    // What had been said before is told by then.
    await counted()
    await scene.stir()
    const heard = (await counted()).map(inText).join('\n')
    await line.ask('UNSUBSCRIBE', { id: 'own' })
    return outcome(heard.includes(scene.roomId) ? 'yes' : 'no', heard, scene)
  },
}

const app =
  (deed: string) =>
  ({ roomId }: Scene) =>
    `/app/rooms/${roomId}/${deed}`
const topic =
  (after = '') =>
  ({ roomId }: Scene) =>
    `/topic/rooms/${roomId}${after}`
const CHANGES = { changes: true } as const

function contract(by: Carrier): Way[] {
  const command = (deed: string, wish: Wish, body: Send['body'] = () => ({}), more: Command['more'] = {}) =>
    send(by, { name: `SEND ${deed}`, wish, destination: app(deed), body, more })
  const talk = (nonce: string) => ({ message: '말', nonce: `${nonce}-${by}` })
  const edit = (whose: 'own' | 'others') => (scene: Scene) => ({ seq: scene.seqs[whose], ...talk('edit') })
  const seqOf = (whose: 'own' | 'others') => (scene: Scene) => ({ seq: scene.seqs[whose] })
  const named = (whose: string, way: Way): Way => ({ ...way, name: `${way.name}, ${whose}` })
  return [
    listen(by, { name: 'SUBSCRIBE room', wish: 'read', destination: topic() }),
    {
      ...listen(by, { name: 'SUBSCRIBE since 0', wish: 'read', destination: topic() }, { since: '0' }),
      shows: true,
    },
    listen(by, { name: 'SUBSCRIBE live', wish: 'read', destination: topic('/live') }),
    command('read', 'mark', () => ({ seq: 1 })),
    command('typing', 'write'),
    command('talk', 'write', () => talk('talk')),
    named('own', command('edit', 'edit own', edit('own'), CHANGES)),
    named("another's", command('edit', 'edit others', edit('others'))),
    named('own', command('delete', 'delete own', seqOf('own'), CHANGES)),
    named("another's", command('delete', 'delete others', seqOf('others'), CHANGES)),
    command('enter', 'enter', undefined, CHANGES),
    command('leave', 'leave', undefined, CHANGES),
  ]
}

export const STOMP_WAYS: readonly Way[] = [...TRANSPORTS.flatMap(contract), ownRooms]

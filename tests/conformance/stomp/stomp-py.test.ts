// Debian's python3-stomp by plain TCP, in each version: a whole session as its users write it.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { VERSIONS } from '../../../server/stomp/frame.ts'
import { hostForAll } from '../../support/host-process.ts'
import { inTime } from '../../support/inbox.ts'
import { person } from '../people.ts'

const PROGRAM = join(import.meta.dirname, 'stomp_py_session.py')
const MISSING =
  'No python3-stomp here: its sessions are not played. Install it (Debian: python3-stomp), or leave it to the CI.\n'

/** The Python that Debian's packages are for may not be the first on the path. */
const python = ['python3', '/usr/bin/python3'].find(
  (each) => spawnSync(each, ['-c', 'import stomp']).status === 0,
)
if (python === undefined) process.stderr.write(MISSING)

const host = hostForAll('--stomp-port', '0')

it.skipIf(python === undefined && process.env['CI'] !== 'true').each(VERSIONS)(
  'python3-stomp in %s connects, listens, talks, acknowledges, transacts, beats, and takes its leave',
  async (version) => {
    const { rest, stomp } = await person(host(), '파이썬')
    const { roomId } = await rest.createRoom('뱀집')
    await stomp.enter(roomId)
    expect(await play(version, rest.token, roomId)).toEqual([
      ['CONNECTED', version],
      ['RECEIPT', 'subscribed'],
      ['RECEIPT', 'kept'],
      ['MESSAGE', '하나: \\ 둘'],
      ['MESSAGE', '셋'],
      ['MESSAGE', '넷'],
      ['RECEIPT', 'unsubscribed'],
      ['RECEIPT', 'bye'],
      ['DISCONNECTED'],
      ['CONNECTED', version],
      ['ERROR', 'MISSING_HEADER', 'wrong', 'SEND needs the header destination.'],
      ['DISCONNECTED'],
    ])
    const said = (await rest.history(roomId)).map(({ message }) => message)
    expect(said).toEqual(['', '하나: \\ 둘', '셋', '넷'])
  },
)

async function play(version: string, token: string, roomId: string): Promise<unknown[]> {
  const { port } = new URL(host().stomp)
  const child = spawn(python ?? 'python3', [PROGRAM, version, port, token, roomId], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONUTF8: '1' },
  })
  onTestFinished(() => void child.kill())
  const lines = (await inTime(text(child.stdout), 'The end of the session')).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as unknown)
}

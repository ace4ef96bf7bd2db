// The example client in Python's standard library, run against the real host as its reader would run it.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { Inbox } from '../support/inbox.ts'
import { person } from './people.ts'

const PROGRAM = join(import.meta.dirname, '../../examples/python/chat.py')
const MISSING = 'No python3 here: the example client in Python is not run. Install it, or leave it to the CI.'

const missing = spawnSync('python3', ['--version']).status !== 0
if (missing) process.stderr.write(`${MISSING}\n`)

const host = hostForAll()

it.skipIf(missing && process.env['CI'] !== 'true')(
  'connects as a guest, enters, talks, gets the receipt, and after a break exactly what it missed',
  async () => {
    const friend = await person(host(), '영희')
    const { roomId, name } = await friend.rest.createRoom('우리 방')
    await friend.stomp.enter(roomId)
    const { lines, type } = runClient('철수', name)
    expect(await lines.take(5)).toEqual([
      'CONNECTED',
      'ENTER 1 영희 ',
      'CAUGHT_UP 1',
      'ENTER 2 철수 ',
      'RECEIPT',
    ])

    type('안녕하세요')
    expect(await lines.take(2)).toEqual(['TALK 3 철수 안녕하세요', 'RECEIPT'])

    type('')
    expect(await lines.next()).toBe('AWAY')
    for (const word of ['하나', '둘', '셋']) await friend.stomp.talk(roomId, word)
    type('다녀왔습니다')
    expect(await lines.take(8)).toEqual([
      'CONNECTED',
      'TALK 4 영희 하나',
      'TALK 5 영희 둘',
      'TALK 6 영희 셋',
      'CAUGHT_UP 6',
      'RECEIPT',
      'TALK 7 철수 다녀왔습니다',
      'RECEIPT',
    ])

    type('말'.repeat(5_000))
    expect(await lines.next()).toBe('REFUSED TOO_LONG The message is longer than this server takes.')
    expect((await friend.rest.history(roomId)).at(-1)).toMatchObject({ seq: 7, message: '다녀왔습니다' })
  },
)

/** The program, line by line: what it prints, and how to type to it. */
function runClient(nickname: string, room: string): { lines: Inbox<string>; type: (line: string) => void } {
  const child = spawn('python3', [PROGRAM, host().http, nickname, room], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONUTF8: '1' },
  })
  onTestFinished(() => void child.kill())
  const lines = new Inbox<string>('lines of the client')
  createInterface({ input: child.stdout }).on('line', (line) => lines.put(line))
  return { lines, type: (line) => void child.stdin.write(`${line}\n`) }
}

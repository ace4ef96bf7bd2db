// The session of docs/protocol.md that a reader pastes into bash: it is run as it stands, and answers as is written there.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { Inbox } from '../support/inbox.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const DOCUMENT = join(import.meta.dirname, '../../docs/protocol.md')

/** What there is for nc where it is missing: joins its input and output to a TCP connection. */
const STAND_IN = `#!/usr/bin/env bash
exec 3<>"/dev/tcp/$1/$2" 4<&0
cat <&4 >&3 &
cat <&3
`

const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const missing = ['bash', 'curl', 'sed'].filter((program) => !has(program))
if (missing.length > 0)
  process.stderr.write(`No ${missing.join(', ')} here: the session by hand is not run.\n`)

it.skipIf(missing.length > 0 && process.env['CI'] !== 'true')(
  'goes as docs/protocol.md says, pasted into bash',
  async () => {
    const host = await startHost('--stomp-port', '0')
    const written = framesIn(block('text')).frames
    const session = paste(block('bash'), host)
    const heard = await session.frames.take(written.length - 1)
    session.pressEnter()
    heard.push(await session.frames.next())
    expect(await session.ended).toBe(0)
    expect(heard.map(withoutChance).toSorted()).toEqual(written.map(withoutChance).toSorted())
    expect(receiptsAmong(heard)).toEqual(receiptsAmong(written))
  },
)

/** The section's first block in this language. */
function block(language: string): string {
  const [, section = ''] = readFileSync(DOCUMENT, 'utf8').split('## A session by hand')
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section)?.[1] ?? ''
}

/** The whole frames of a text in which ^@ stands for the NUL of each, and what there is of the next one. */
function framesIn(text: string): { frames: string[]; rest: string } {
  const parts = text.split('^@\n')
  return { frames: parts.slice(0, -1), rest: parts.at(-1) ?? '' }
}

/** Runs it, with the ports of this host for those that the document has. */
function paste(script: string, host: HostProcess) {
  const ports = new Map([
    ['7420', host.port],
    ['7421', Number(new URL(host.stomp).port)],
  ])
  const here = script.replace(/\b742[01]\b/g, (port) => String(ports.get(port)))
  const env = { ...process.env, PATH: pathWithNetcat() }
  const bash = spawn('bash', ['-c', here], { stdio: ['pipe', 'pipe', 'inherit'], env })
  onTestFinished(() => void bash.kill())
  const frames = new Inbox<string>('frames of the session by hand')
  let text = ''
  bash.stdout.setEncoding('utf8').on('data', (more: string) => {
    const read = framesIn(text + more)
    text = read.rest
    for (const frame of read.frames) frames.put(frame)
  })
  const ended = once(bash, 'exit').then(([code]) => code as number | null)
  return { frames, ended, pressEnter: () => void bash.stdin.write('\n') }
}

function pathWithNetcat(): string {
  const path = process.env['PATH'] ?? ''
  if (has('nc')) return path
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'nc'), STAND_IN, { mode: 0o755 })
  return `${folder}${delimiter}${path}`
}

/** Without what is another each time: ids, times, the version; and how far the replay came before the entry did. */
function withoutChance(frame: string): string {
  return frame
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID')
    .replace(/"sentAt":\d{13}/, '"sentAt":TIME')
    .replace(/^server:sarangbang\/.*$/m, 'server:VERSION')
    .replace(/(CAUGHT_UP(\/|","seq":))\d+/g, '$1SEQ')
}

function receiptsAmong(frames: string[]): string[] {
  return frames.filter((frame) => frame.startsWith('RECEIPT'))
}

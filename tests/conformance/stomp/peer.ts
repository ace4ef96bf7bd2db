// A client that has been welcomed and says exactly what a case has it say: nothing is escaped, counted or added here.
import type { StompVersion } from '../../../server/stomp/frame.ts'
import { frameText } from '../../support/frame-text.ts'
import type { Line } from './lines.ts'
import type { Said } from './server-stream.ts'

export class Peer {
  readonly version: StompVersion
  readonly line: Line
  /** The CONNECTED frame. */
  readonly welcome: Said
  #asked = 0

  constructor(version: StompVersion, line: Line, welcome: Said) {
    this.version = version
    this.line = line
    this.welcome = welcome
  }

  /** Sends one frame. */
  say(command: string, headers: Record<string, string> = {}, body = ''): void {
    this.line.send(frameText(command, headers, body))
  }

  /** Sends one frame, and answers what came before its receipt. Throws where an ERROR comes instead. */
  async done(command: string, headers: Record<string, string> = {}, body = ''): Promise<Said[]> {
    this.#asked += 1
    const receipt = `done-${this.#asked}`
    this.say(command, { ...headers, receipt }, body)
    const heard = await this.line.frames.until((said) => isReceipt(said, receipt) || said.command === 'ERROR')
    const last = heard.pop()
    if (last?.command === 'ERROR') throw new Error(`${command}: ${last.body.toString()}`)
    return heard
  }

  /** The next frame, which has to be of this command. */
  async hear(command: string): Promise<Said> {
    const said = await this.line.frames.next()
    if (said.command !== command) throw new Error(`Instead of ${command} came ${inWords(said)}`)
    return said
  }

  /** The receipts of the next frames, which have to be receipts. */
  async receipts(count: number): Promise<(string | undefined)[]> {
    const ids: (string | undefined)[] = []
    while (ids.length < count) ids.push((await this.hear('RECEIPT')).headers.get('receipt-id'))
    return ids
  }

  /** The ERROR that comes next, with the close that has to follow it, and nothing between. */
  async fault(): Promise<Said> {
    const error = await this.hear('ERROR')
    await this.end()
    return error
  }

  /** Resolves when the server has closed. Throws where it said something more. */
  async end(): Promise<void> {
    const heard = this.line.frames.all.length
    await this.line.closed()
    const more = this.line.frames.all.slice(heard)
    if (more.length > 0) throw new Error(`Before the close came ${more.map(inWords).join()}`)
  }
}

function isReceipt({ command, headers }: Said, id: string): boolean {
  return command === 'RECEIPT' && headers.get('receipt-id') === id
}

function inWords({ command, headers, body }: Said): string {
  return `${command} ${JSON.stringify(Object.fromEntries(headers))} ${body.toString()}`
}

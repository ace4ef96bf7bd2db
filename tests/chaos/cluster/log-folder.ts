// Where the clients' logs are: a folder with a file for each, NAME.jsonl.
import { createWriteStream, readFileSync, readdirSync, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { join } from 'node:path'
import type { ClientLog, LogEvent, LogLine } from './log-line.ts'

const SUFFIX = '.jsonl'

/** Writes one client's log. */
export class LogWriter {
  readonly #stream: WriteStream

  constructor(folder: string, client: string) {
    this.#stream = createWriteStream(join(folder, `${client}${SUFFIX}`))
  }

  write(event: LogEvent): void {
    this.#stream.write(`${JSON.stringify({ at: Math.round(performance.now()), ...event })}\n`)
  }

  /** Resolves when all is in the file. */
  async close(): Promise<void> {
    this.#stream.end()
    await finished(this.#stream)
  }
}

/** The logs in a folder, by the clients' names. */
export function logsIn(folder: string): ClientLog[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(SUFFIX))
  return files.sort().map((file) => ({
    client: file.slice(0, -SUFFIX.length),
    lines: () => linesOf(readFileSync(join(folder, file), 'utf8')),
  }))
}

function linesOf(text: string): LogLine[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as LogLine)
}

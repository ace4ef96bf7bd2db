// Reads the file of an exported room a piece at a time, in bounded memory however large it is.
import { open } from 'node:fs/promises'
import { JSONParser } from '@streamparser/json'
import { CopyError, inWords } from '../store/copy-error.ts'
import type { CopyWatch } from '../store/copy-watch.ts'
import { ListSearch } from './list-search.ts'

/** Bytes that are read at a time, and may pass without a value being whole: the largest entry has half as many. */
const PIECE = 65_536
const LARGEST = 1_048_576

/** What stands beside the entries. */
const HEAD = ['format', 'version', 'room', 'epoch', 'exportedAt'] as const
export type HeadName = (typeof HEAD)[number]

/** Who is told what the file has, in its order. What is thrown ends the reading, which rejects with it. */
export interface ExportParts {
  head(name: HeadName, value: unknown): void
  entry(value: unknown): void
}

/**
 * Resolves when all of the file was read; answers whether it has a list of entries, be it an empty one. Rejects with a CopyError
 * where it is no JSON, or cannot be read.
 */
export async function readExport(file: string, parts: ExportParts, watch: CopyWatch): Promise<boolean> {
  const reader = new ExportReader(file, parts)
  try {
    await using source = await open(file, 'r')
    const { size } = await source.stat()
    let done = 0
    for await (const piece of source.createReadStream({ highWaterMark: PIECE, autoClose: false })) {
      watch.signal.throwIfAborted()
      watch.onProgress('importing', size === 0 ? null : Math.min(done / size, 1))
      reader.write(piece as Buffer)
      done += (piece as Buffer).length
    }
    reader.end()
    watch.onProgress('importing', 1)
    return reader.hasEntries
  } catch (error) {
    throw inWords(file, error)
  }
}

class ExportReader {
  readonly #file: string
  readonly #parts: ExportParts
  // What is whole is handed on and not kept.
  readonly #json = new JSONParser({
    paths: ['$.entries.*', ...HEAD.map((name) => `$.${name}`)],
    keepStack: false,
  })
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true })
  readonly #entries = new ListSearch('entries')
  #sinceValue = 0

  constructor(file: string, parts: ExportParts) {
    this.#file = file
    this.#parts = parts
    this.#json.onToken = (token) => this.#entries.look(token)
    this.#json.onValue = ({ key, value, stack }) => this.#take(key, value, stack.length)
  }

  get hasEntries(): boolean {
    return this.#entries.found
  }

  write(piece: Buffer): void {
    this.#sinceValue += piece.length
    this.#parse(() => {
      this.#utf8.decode(piece, { stream: true })
      this.#json.write(piece)
    })
    if (this.#sinceValue > LARGEST)
      throw new CopyError(`${this.#file} has something in it that is too large for an entry.`)
  }

  end(): void {
    this.#parse(() => this.#utf8.decode())
    if (!this.#json.isEnded) throw new CopyError(`${this.#file} is cut off: it ends too early.`)
  }

  #parse(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (error instanceof CopyError) throw error
      throw new CopyError(`${this.#file} is not JSON.`, { cause: error })
    }
  }

  /** `depth` 1: of a value that stands in the file itself. */
  #take(key: unknown, value: unknown, depth: number): void {
    this.#sinceValue = 0
    const name = depth === 1 ? HEAD.find((each) => each === key) : undefined
    if (name === undefined) this.#parts.entry(value)
    else this.#parts.head(name, value)
  }
}

// A JSON file for lowdb that only its owner can read and that is never half written.
import { open, readFile, rename } from 'node:fs/promises'
import type { Adapter } from 'lowdb'

/** lowdb's own file adapter leaves the file readable to everybody on the computer, which will not do for keys. */
export class PrivateJsonFile implements Adapter<unknown> {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /** Null where there is no file. Rejects where it cannot be read, or holds no JSON object. */
  async read(): Promise<unknown> {
    const text = await readFile(this.#path, 'utf8').catch(nullIfMissing)
    return text === null ? null : parsed(text)
  }

  /** Replaces the file whole or not at all, whenever the computer stops. */
  async write(data: unknown): Promise<void> {
    const draft = `${this.#path}.new`
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(data, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, this.#path)
  }
}

function parsed(text: string): object {
  const data: unknown = JSON.parse(text)
  // lowdb would take a bare `null`, `0` or `""` for a missing file, and it would be overwritten.
  if (typeof data !== 'object' || data === null) throw new Error('There is no JSON object in it.')
  return data
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

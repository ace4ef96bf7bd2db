// Small things a page remembers between visits. A browser that refuses to keep them (private mode) remembers until it closes.

export interface KeptValues {
  /** Null where nothing was kept under the name, or where what was kept can't be read. */
  read(name: string): unknown
  write(name: string, value: unknown): void
  forget(name: string): void
}

const PREFIX = 'sarangbang.'

/** Kept in `localStorage`, which other pages of the same host write too; in memory only what the storage refuses. */
export class LocalValues implements KeptValues {
  readonly #memory = new Map<string, string>()
  readonly #storage: Storage | null

  constructor(storage: () => Storage) {
    this.#storage = attempt(storage)
  }

  read(name: string): unknown {
    const text = this.#memory.get(name) ?? attempt(() => this.#storage?.getItem(PREFIX + name) ?? null)
    return text === null ? null : attempt(() => JSON.parse(text) as unknown)
  }

  write(name: string, value: unknown): void {
    const text = JSON.stringify(value)
    if (this.#store(PREFIX + name, text)) this.#memory.delete(name)
    else this.#memory.set(name, text)
  }

  forget(name: string): void {
    this.#memory.delete(name)
    attempt(() => this.#storage?.removeItem(PREFIX + name))
  }

  #store(key: string, text: string): boolean {
    const storage = this.#storage
    if (storage === null) return false
    return (
      attempt(() => {
        storage.setItem(key, text)
        return true
      }) ?? false
    )
  }
}

/** Storage may throw at any touch: where the person forbids it, or when it is full. */
function attempt<T>(what: () => T): T | null {
  try {
    return what()
  } catch {
    return null
  }
}

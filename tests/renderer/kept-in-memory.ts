// What a page remembers, for tests: as JSON, like the browser's storage, so that nothing is shared by reference.
import type { KeptValues } from '../../renderer/connection/kept-values.ts'

export class MemoryValues implements KeptValues {
  readonly #items = new Map<string, string>()

  read(name: string): unknown {
    const text = this.#items.get(name)
    return text === undefined ? null : (JSON.parse(text) as unknown)
  }

  write(name: string, value: unknown): void {
    this.#items.set(name, JSON.stringify(value))
  }

  forget(name: string): void {
    this.#items.delete(name)
  }
}

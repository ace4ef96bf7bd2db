// What has arrived and is still to be looked at, for tests that wait for the next thing instead of for a time.

/** Milliseconds after which a wait has failed, on a machine that is busy with other things too. Nothing passes by waiting. */
const PATIENCE = 60_000

/** The promise's answer, or an error that says what did not come. `soFar` is called when it fails. */
export function inTime<T>(promise: Promise<T>, what: string, soFar: () => string = () => ''): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`${what} did not come in time. ${soFar()}`)), PATIENCE)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

export class Inbox<T> {
  /** Everything that has arrived, in order, read or not. */
  readonly all: T[] = []
  readonly #name: string
  #read = 0
  #wake: () => void = () => {}

  /** `name` stands in the error of a wait that failed. */
  constructor(name: string) {
    this.#name = name
  }

  put(item: T): void {
    this.all.push(item)
    this.#wake()
  }

  /** The first that was not read yet. One reader at a time. */
  async next(): Promise<T> {
    const [item] = await this.take(1)
    return item as T
  }

  /** The next so many. */
  async take(count: number): Promise<T[]> {
    const end = this.#read + count
    await inTime(this.#reach(end), `${this.#name}: ${count} more`, () => this.#unread())
    return this.all.slice(this.#read, (this.#read = end))
  }

  /** Everything up to the first unread one that is looked for, with it. */
  async until(wanted: (item: T) => boolean): Promise<T[]> {
    const items: T[] = []
    for (;;) {
      const item = await this.next()
      items.push(item)
      if (wanted(item)) return items
    }
  }

  async #reach(count: number): Promise<void> {
    while (this.all.length < count) await new Promise<void>((resolve) => (this.#wake = resolve))
  }

  #unread(): string {
    return `Unread: ${JSON.stringify(this.all.slice(this.#read))}`
  }
}

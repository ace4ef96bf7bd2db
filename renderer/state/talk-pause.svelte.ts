// The pause that a room's slow mode asks for between two messages of one person, counted down.

const SECOND = 1_000

export class TalkPause {
  /** Whole seconds until the next message can be sent; 0 where it can be now. */
  left = $state(0)
  readonly #later: (callback: () => void, milliseconds: number) => () => void
  #callOff: () => void = () => {}

  constructor(later: (callback: () => void, milliseconds: number) => () => void) {
    this.#later = later
  }

  /** From now on for so many seconds; not at all for 0 or fewer. */
  begin(seconds: number): void {
    this.end()
    this.left = Math.max(0, Math.ceil(seconds))
    this.#tick()
  }

  end(): void {
    this.#callOff()
    this.left = 0
  }

  #tick(): void {
    if (this.left === 0) return
    this.#callOff = this.#later(() => {
      this.left -= 1
      this.#tick()
    }, SECOND)
  }
}

// Who wants to hear of what happens under a key (a room, the lobby), and how they are told.
import type { Unfollow } from './room-log.ts'

/** Callbacks by key, each told in the order of following. Keys without followers cost nothing. */
export class Followers<Key, Happening> {
  readonly #byKey = new Map<Key, Set<Follower<Happening>>>()

  /** Calls back for what is told under `key` from now on, until the answer is called; calling it again does nothing. */
  add(key: Key, tell: (happening: Happening) => void): Unfollow {
    const follower = { tell }
    const followers = this.#byKey.get(key) ?? new Set()
    this.#byKey.set(key, followers.add(follower))
    return () => {
      if (followers.delete(follower) && followers.size === 0) this.#byKey.delete(key)
    }
  }

  /** Tells everybody who follows `key` at this moment. One that throws is reported as a warning of the process. */
  tell(key: Key, happening: Happening): void {
    const followers = this.#byKey.get(key)
    if (followers === undefined) return
    for (const follower of [...followers]) if (followers.has(follower)) tellOne(follower, happening)
  }
}

/** An object of its own for each time somebody follows, so that one function may follow twice. */
interface Follower<Happening> {
  tell: (happening: Happening) => void
}

function tellOne<Happening>(follower: Follower<Happening>, happening: Happening): void {
  try {
    follower.tell(happening)
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error))
  }
}

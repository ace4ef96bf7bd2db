// The end of a turn of the event loop, when outboxes write what is due: one tick for all of them, because a message to a
// large room is due to everybody in it at once.

interface Writer {
  /** Writes what is due. Must not throw. */
  flush(): void
}

let due: Writer[] = []

/** Has `writer` flush when the work of this turn is done, before the event loop does anything else. */
export function flushAtEndOfTurn(writer: Writer): void {
  if (due.push(writer) === 1) process.nextTick(flushAll)
}

function flushAll(): void {
  const writers = due
  due = []
  for (const writer of writers) writer.flush()
}

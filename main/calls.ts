// Answers the window's calls: one handler a channel of protocol/desktop.ts, behind a check of the caller and of the argument.
import { isDeepStrictEqual } from 'node:util'
import type { Static, TSchema } from 'typebox'
import Value from 'typebox/value'
import { DESKTOP_CALLS, type DesktopCall } from '../protocol/desktop.ts'

type Takes<C extends DesktopCall> = Static<(typeof DESKTOP_CALLS)[C]['takes']>
type Answers<C extends DesktopCall> = Static<(typeof DESKTOP_CALLS)[C]['answers']>

/** What the program does for each call. */
export type Handlers = { [C in DesktopCall]: (argument: Takes<C>) => Answers<C> | Promise<Answers<C>> }

/** What we need of Electron's ipcMain, and of who called. */
export interface Calls<Caller> {
  handle(channel: string, onCall: (caller: Caller, ...args: unknown[]) => unknown): void
}

/**
 * Registers every channel. A call from a page that `isTrusted` does not know, and one whose argument has another shape,
 * is refused: the caller's promise rejects, and no handler runs.
 */
export function answerCalls<Caller>(
  calls: Calls<Caller>,
  isTrusted: (caller: Caller) => boolean,
  handlers: Handlers,
): void {
  for (const channel of Object.keys(DESKTOP_CALLS) as DesktopCall[]) {
    calls.handle(channel, (caller, ...args) => {
      if (!isTrusted(caller)) throw new Error(`${channel} is not for this page.`)
      return answer(handlers, channel, args)
    })
  }
}

function answer<C extends DesktopCall>(handlers: Handlers, channel: C, args: unknown[]): unknown {
  const [argument] = args
  if (args.length > 1 || !isExactly(DESKTOP_CALLS[channel].takes, argument)) {
    throw new Error(`${channel} does not take this argument.`)
  }
  return handlers[channel](argument as Takes<C>)
}

/** The shape and no further properties, which a handler might take over unseen. */
function isExactly(schema: TSchema, value: unknown): boolean {
  return Value.Check(schema, value) && isDeepStrictEqual(Value.Clean(schema, structuredClone(value)), value)
}

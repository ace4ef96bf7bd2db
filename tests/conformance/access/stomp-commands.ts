// Commands in a session, as ways in: what is sent or listened to, and how the answer is put in the words of the table.
import type { ErrorCode } from '../../../protocol/errors.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { frameText, type ServerFrame } from '../../support/frame-text.ts'
import type { Carrier } from './line.ts'
import type { Verdict, Wish } from './rule.ts'
import type { Scene } from './scene.ts'
import { outcome, type Outcome, type Way } from './way.ts'

type More = Pick<Way, 'changes' | 'unnamed'>

export interface Command {
  name: string
  wish: Wish
  destination: (scene: Scene) => string
  more?: More
}

export interface Send extends Command {
  body: (scene: Scene) => object
}

export function send(by: Carrier, { name, wish, destination, body, more }: Send): Way {
  return {
    name,
    by,
    wish,
    ...more,
    attempt: async (scene) => {
      const line = await scene.line(by)
      const headers = { destination: scene.asks(destination(scene)) }
      return told(await line.ask('SEND', headers, JSON.stringify(body(scene))), scene)
    },
  }
}

/** Listens and stops listening; with `since`, hears all that was said. */
export function listen(by: Carrier, { name, wish, destination, more }: Command, since = {}): Way {
  return {
    name,
    by,
    wish,
    ...more,
    attempt: async (scene) => {
      const line = await scene.line(by)
      const frames = await line.ask('SUBSCRIBE', {
        id: 's',
        destination: scene.asks(destination(scene)),
        ...since,
      })
      const result = told(frames, scene)
      if (result.verdict !== 'yes') return result
      const replay = 'since' in since ? await line.hear('CAUGHT_UP') : []
      await line.ask('UNSUBSCRIBE', { id: 's' })
      return told([...replay, ...frames], scene)
    },
  }
}

export function told(frames: readonly ServerFrame[], scene: Scene): Outcome {
  return outcome(verdictOf(frames.at(-1)), frames.map(inText).join('\n'), scene)
}

function verdictOf(frame: ServerFrame | undefined): Verdict {
  if (frame?.command === 'RECEIPT') return 'yes'
  if (frame?.command === 'ERROR') return frame.headers['code'] as ErrorCode
  return (JSON.parse(frame?.body ?? '{}') as RefusalBody).code as ErrorCode
}

/** Without the numbers that refusals have in a session. */
export function inText({ command, headers: { 'message-id': _, ...headers }, body }: ServerFrame): string {
  return frameText(command, headers, body)
}

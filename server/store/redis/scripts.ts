// Lua scripts as commands of a connection: sent whole once, then called by their hash.
import { Cluster } from 'ioredis'
import type { Commands, RunScript } from './link.ts'
import { orUnavailable } from './outage.ts'

type Run = (...given: unknown[]) => Promise<unknown>

/**
 * A script that can be run with any number of keys. A Cluster's client must know their number to send what is asked for in one
 * turn to the right places, so there is one command for each.
 */
export function toRunScript(commands: Commands, name: string, lua: string): RunScript {
  return (keys, args) => {
    const run = (): Promise<unknown> =>
      commandFor(commands, name, lua, keys.length)(...keys, ...(args as unknown[]))
    const whole = (): Promise<unknown> => commands.eval(lua, keys.length, ...keys, ...(args as string[]))
    return orUnavailable(run().catch((error: unknown) => again(commands, error, run, whole)))
  }
}

/**
 * What ioredis gives up, and was not done, is asked for once more. Of what is asked at once for several slots it refuses what is
 * for one that has moved, and does not ask where that is now. And a script that it has sent whole it believes to be known to the
 * server, also where that has refused it unread. Rejects with other errors.
 */
async function again(
  commands: Commands,
  error: unknown,
  run: () => Promise<unknown>,
  whole: () => Promise<unknown>,
): Promise<unknown> {
  const said = error instanceof Error ? error.message : ''
  if (said.startsWith('NOSCRIPT ')) return whole()
  if (!(commands instanceof Cluster && said.startsWith('MOVED '))) throw error
  await new Promise<void>((resolve) => commands.refreshSlotsCache(() => resolve()))
  return run()
}

function commandFor(commands: Commands, name: string, lua: string, keys: number): Run {
  const command = `${name}Of${keys}`
  if (!(command in commands)) {
    // What waits to be written together does not know commands that are made meanwhile; the script itself it can take.
    if (commands.autoPipelineQueueSize > 0)
      return (...given) => commands.eval(lua, keys, ...(given as string[]))
    commands.defineCommand(command, { lua, numberOfKeys: keys })
  }
  const run = (commands as unknown as Record<string, Run | undefined>)[command]
  if (run === undefined) throw new Error(`There is no script ${name}.`)
  return (...given) => run.call(commands, ...given)
}

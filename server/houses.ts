// Opens the places of a move: the file that names what a host can be kept in, for moves.
import type { HouseAt, MigrateCommand } from './migrate-command.ts'
import type { NewHouse, OldHouse } from './store/moving.ts'
import { openNewRedis, openOldRedis, type RedisHouseOptions } from './store/redis/redis-house.ts'
import { openNewFolder, openOldFolder } from './store/sqlite/folder-house.ts'

/** Where a host is, or is to be, which nobody else uses while it is open. Rejects with a sentence where that cannot be. */
export async function openOldHouse({ from, prefix }: MigrateCommand): Promise<OldHouse> {
  const warn = (): void => undefined
  return from.kind === 'folder' ? openOldFolder(from.dataDir) : openOldRedis(optionsFor(from, prefix, warn))
}

/** See `openOldHouse`. */
export async function openNewHouse({ to, prefix }: MigrateCommand): Promise<NewHouse> {
  return to.kind === 'folder' ? openNewFolder(to.dataDir) : openNewRedis(optionsFor(to, prefix, warnOnce()))
}

type Warn = RedisHouseOptions['warn']

/** On standard error; what several servers give rise to is said once. */
function warnOnce(): Warn {
  const said = new Set<string>()
  return (sentence) => {
    if (!said.has(sentence)) process.stderr.write(`${sentence}\n`)
    said.add(sentence)
  }
}

function optionsFor({ place }: HouseAt & { kind: 'redis' }, prefix: string, warn: Warn): RedisHouseOptions {
  return {
    place,
    prefix,
    // What was asked for fails with it too, and tells.
    reportFailure: () => undefined,
    warn,
    now: Date.now,
  }
}

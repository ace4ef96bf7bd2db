// Links whose scripts are called a little otherwise: for what takes a minute, or a crash at the right moment.
import type { RedisLink, RunScript } from '../../../server/store/redis/link.ts'

/** A link on which the script of this name is run as `alter` makes it. */
export function altered(link: RedisLink, name: string, alter: (run: RunScript) => RunScript): RedisLink {
  const script = (each: string, lua: string): RunScript => {
    const run = link.script(each, lua)
    return each === name ? alter(run) : run
  }
  return { ...link, script }
}

/**
 * What an index tells wrongly is taken out as if it was announced long ago: right where nothing is done at the same time.
 * `tidied` resolves when nothing is being taken out.
 */
export function tidyingAtOnce(link: RedisLink): { link: RedisLink; tidied: () => Promise<unknown> } {
  let tidied: Promise<unknown> = Promise.resolve()
  const alter = (run: RunScript): RunScript => {
    return (keys, [, ...what]) => {
      const done = run(keys, [Number.MAX_SAFE_INTEGER, ...what])
      tidied = Promise.all([tidied, done])
      return done
    }
  }
  return { link: altered(link, 'forgetHints', alter), tidied: () => tidied }
}

/** As if the node had stood still for so many milliseconds between an announcement and what it announced. */
export function late(link: RedisLink, milliseconds: number): RedisLink {
  return altered(
    link,
    'announceHint',
    (run) =>
      async (...call) =>
        Number(await run(...call)) - milliseconds,
  )
}

/** As if the node had died when it was about to run the script. */
export function dyingBefore(link: RedisLink, name: string): RedisLink {
  return altered(link, name, () => async () => {
    throw new Error('The node has died.')
  })
}

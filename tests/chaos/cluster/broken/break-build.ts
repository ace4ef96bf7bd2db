// Breaks one guarantee of the server that this process is about to run, by other words in its source as that is loaded. The
// product has no switch for it: whoever reads these sentences sees a mutation, as a mutation test makes it.
import { readFileSync } from 'node:fs'
import { registerHooks, type LoadFnOutput } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = join(import.meta.dirname, '../../../..')

/** In `file`, from the root of the project, `text` stands once; `instead` stands there when it is loaded. */
export interface Breakage {
  file: string
  text: string
  instead: string
}

/** From now on the file is loaded so. Throws where the text is not there exactly once: then nothing would be broken. */
export function breakBuild(breakage: Breakage): void {
  const { file, text, instead } = breakage
  requireOnce(breakage)
  const broken = pathToFileURL(join(ROOT, file)).href
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context)
      if (url !== broken) return loaded
      return { ...loaded, source: textOf(loaded.source).replace(text, () => instead) }
    },
  })
}

function textOf(source: LoadFnOutput['source']): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

/** Throws where the text is not in the file exactly once. */
export function requireOnce({ file, text }: Breakage): void {
  const times = readFileSync(join(ROOT, file), 'utf8').split(text).length - 1
  if (times !== 1) throw new Error(`${file} has ${times} times what was to be broken there: ${text}`)
}

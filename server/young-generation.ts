// How much memory V8 takes for objects that have just been made.
import { setFlagsFromString } from 'node:v8'

/**
 * From now on V8's space for new objects stays as large as it is. By itself V8 doubles it whenever much of what is in it
 * lives on, up to 128 MiB, and a crowd that comes in is just that: thousands of sessions that stay. That memory would be
 * held for garbage, three times of what the sessions need, and made nothing measurably faster. To be called after the
 * program is loaded, which makes the space large enough for all that comes and goes.
 */
export function keepYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

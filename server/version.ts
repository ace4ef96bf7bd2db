// The version of this program, which package.json alone states.
import manifest from '../package.json' with { type: 'json' }

export const VERSION = manifest.version

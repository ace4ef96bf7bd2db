// The host as a program: the same entry for the command line and for the desktop's child process.
import { serve } from './serve.ts'
import { stopRequest } from './stop-request.ts'

const code = await serve(process.argv.slice(2), process.env, stopRequest())
// Electron keeps a child alive that has nothing left to do, so it ends here; not before its last line is written.
process.stdout.write('', () => process.exit(code))
